package dev.cao.supervisor;

import dev.cao.domain.Address;
import dev.cao.domain.CallKey;
import dev.cao.supervisor.Conversation.Round;
import dev.cao.tool.ToolCall;
import dev.cao.tool.ToolResult;
import dev.cao.tool.Toolbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A supervisor that is a model: a conversation in turns, each a request and its answer. The calls of an answer are
 * carried out through the toolbox, and their results are the next request. Where nothing is to be called, it waits for
 * the answers of open tasks without asking the model.
 *
 * <p>The conversation follows from the journal alone. A supervisor that is started again goes on in the middle of a turn:
 * an answer that was recorded is not asked for again, and its calls join what they did. For one thread.
 */
public final class ModelSupervisor implements Supervisor {
    static final CallKey GIVE_UP = new CallKey("model/give-up");
    private static final int CUT_TURNS = 2;

    private final String goal;
    private final Dialogue dialogue;
    private final Asking asking;

    ModelSupervisor(String goal, Dialogue dialogue, Asking asking) {
        this.goal = goal;
        this.dialogue = dialogue;
        this.asking = asking;
    }

    @Override
    public void pursue(Toolbox toolbox) throws InterruptedException {
        Optional<Conversation> open = Optional.of(Conversation.of(dialogue.recorded()));
        if (open.get().isEmpty()) {
            open = asked(open.get(), List.of(new Content.Text(Prompts.goal(goal))));
        }
        while (open.isPresent()) {
            Conversation conversation = open.get();
            if (conversation.isAsked()) {
                open = asking.answered(conversation);
                open.ifPresent(this::show);
            } else {
                open = actedUpon(conversation, toolbox);
            }
        }
    }

    /** Records the next request; empty: the run ends. */
    private Optional<Conversation> asked(Conversation conversation, List<Content> content) throws InterruptedException {
        return dialogue.ask(conversation.number() + 1, messages -> {
                    List<Content> all = new ArrayList<>(content);
                    all.addAll(Prompts.messages(messages));
                    return ContentJson.write(all);
                })
                .map(conversation::with);
    }

    private void show(Conversation conversation) {
        Round round = conversation.last();
        String turn = "turn %d: ".formatted(round.number());
        round.reply().orElseThrow().content().forEach(content -> {
            switch (content) {
                case Content.Text(String text) -> dialogue.tell(turn + Shown.block(text));
                case Content.Call call -> dialogue.tell(turn + Calls.shown(call));
                case Content.Thought _, Content.Result _ -> {
                    // A thought is the model's own; an answer has no results.
                }
            }
        });
    }

    /** Does what the latest answer says, and records the next request; empty: the run ends. */
    private Optional<Conversation> actedUpon(Conversation conversation, Toolbox toolbox) throws InterruptedException {
        Round round = conversation.last();
        return switch (round.reply().orElseThrow().stop()) {
            case REFUSED -> giveUp("the model refused: " + refusal(round), toolbox);
            case CUT, FULL -> cutOff(conversation, toolbox);
            case MALFORMED -> goOn(conversation, unread(round), toolbox);
            case END, CALLS -> round.calls().isEmpty() ? silent(conversation, toolbox) : called(conversation, toolbox);
        };
    }

    private static String refusal(Round round) {
        String text = round.reply().orElseThrow().content().stream()
                .filter(Content.Text.class::isInstance)
                .map(content -> ((Content.Text) content).text())
                .findFirst()
                .orElse("without a word");
        return Shown.shortened(text);
    }

    private Optional<Conversation> called(Conversation conversation, Toolbox toolbox) throws InterruptedException {
        Optional<String> trouble = Progress.repeats(conversation);
        if (trouble.isPresent()) {
            return giveUp(trouble.get(), toolbox);
        }
        Calls.Outcome outcome = new Calls(toolbox, conversation.number())
                .carryOut(conversation.last().calls());
        return outcome.finished() ? Optional.empty() : goOn(conversation, outcome.results(), toolbox);
    }

    private Optional<Conversation> goOn(Conversation conversation, List<Content> results, Toolbox toolbox)
            throws InterruptedException {
        Optional<String> trouble = Progress.stands(conversation, results);
        return trouble.isPresent() ? giveUp(trouble.get(), toolbox) : asked(conversation, results);
    }

    /** Nothing was called: what is open is waited for; where nothing is, the model is reminded once. */
    private Optional<Conversation> silent(Conversation conversation, Toolbox toolbox) throws InterruptedException {
        if (dialogue.awaitMessage()) {
            return asked(conversation, List.of());
        }
        boolean reminded = conversation.last().asked().contains(new Content.Text(Prompts.REMINDER));
        return reminded
                ? giveUp("the model stopped without finishing the run, also after it was reminded", toolbox)
                : asked(conversation, List.of(new Content.Text(Prompts.REMINDER)));
    }

    private Optional<Conversation> cutOff(Conversation conversation, Toolbox toolbox) throws InterruptedException {
        List<Round> rounds = conversation.rounds();
        boolean again = rounds.size() >= CUT_TURNS
                && rounds.subList(rounds.size() - CUT_TURNS, rounds.size()).stream()
                        .allMatch(round -> round.reply()
                                .filter(reply -> reply.stop() == Model.Stop.CUT)
                                .isPresent());
        if (again) {
            return giveUp(
                    "the model's answers are cut off at their greatest length; raise 'max_tokens' of the supervisor",
                    toolbox);
        }
        List<Content> results = new ArrayList<>();
        conversation
                .last()
                .calls()
                .forEach(call -> results.add(new Content.Result(call.id(), false, false, true, Prompts.NOT_MADE)));
        results.add(new Content.Text(Prompts.CUT_OFF));
        return asked(conversation, results);
    }

    private static List<Content> unread(Round round) {
        List<Content> told = new ArrayList<>();
        round.calls().forEach(call -> told.add(new Content.Result(call.id(), false, false, false, Prompts.NOT_READ)));
        return told.isEmpty() ? List.of(new Content.Text(Prompts.NOT_READ)) : told;
    }

    /** Ends the run as failed, with that reason. */
    private Optional<Conversation> giveUp(String why, Toolbox toolbox) throws InterruptedException {
        dialogue.tell("gives up: " + why);
        ToolResult _ = toolbox.call(Address.SUPERVISOR, GIVE_UP, new ToolCall.Finish(false, why, true));
        return Optional.empty();
    }
}
