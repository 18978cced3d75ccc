package dev.cao.supervisor;

import static java.util.Objects.requireNonNull;

import dev.cao.domain.RunEvent;
import dev.cao.domain.RunState;
import dev.cao.domain.VisibleText;
import dev.cao.profile.PriceList;
import dev.cao.supervisor.Conversation.Round;
import dev.cao.tool.ToolCatalog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Repeats what a supervisor that is a model has decided, from the journal alone: the recorded answers go through the very
 * loop that carried them out, which must make the same requests, the same calls and come to the same end. No model is
 * asked, no worker started, nothing written.
 *
 * @param turns what was said, in order
 * @param requests how many requests came out as they were recorded
 * @param calls how many calls came out as they were recorded
 * @param difference the first thing that did not; empty: none
 */
public record Replay(List<Turn> turns, int requests, int calls, Optional<String> difference) {
    public Replay {
        turns = List.copyOf(turns);
    }

    /** What somebody says in a turn. */
    public enum Speaker {
        /** The run: the goal, a message, a remark of cao. */
        TOLD,
        /** What came of a call. */
        RESULT,
        REFUSED,
        THOUGHT,
        SAID,
        CALLED
    }

    /** @param tool of a call or a result; else empty */
    public record Part(Speaker speaker, String tool, String text) {
        public Part {
            requireNonNull(speaker, "speaker is null");
            requireNonNull(tool, "tool is null");
            text = VisibleText.of(text);
        }
    }

    /** @param answer empty: none was recorded */
    public record Turn(
            int number, List<Part> asked, Optional<RunEvent.SupervisorAnswered> answer, List<Part> answered) {
        public Turn {
            asked = List.copyOf(asked);
            answered = List.copyOf(answered);
        }
    }

    /** Repeats the decisions of that run, as far as its journal goes. */
    public static Replay of(RunState run) throws InterruptedException {
        List<RunEvent.OfSupervisor> events = run.dialogue();
        Recorded recorded = new Recorded(run);
        String goal = run.created().map(RunEvent.RunCreated::goal).orElse("");
        Models.pursue(
                recorded,
                new Models.Brief("", goal, "", ToolCatalog.all()),
                recorded,
                Persistence.of(Duration.ZERO),
                new PriceList(Map.of()),
                () -> Instant.EPOCH,
                recorded);
        return new Replay(turns(events), recorded.requests(), recorded.calls(), recorded.difference());
    }

    private static List<Turn> turns(List<RunEvent.OfSupervisor> events) {
        Conversation conversation = Conversation.of(events);
        List<Turn> turns = new ArrayList<>();
        for (Round round : conversation.rounds()) {
            turns.add(new Turn(
                    round.number(),
                    parts(round.asked(), Speaker.TOLD, conversation),
                    answer(events, round.number()),
                    round.reply()
                            .map(reply -> parts(reply.content(), Speaker.SAID, conversation))
                            .orElse(List.of())));
        }
        return turns;
    }

    static Optional<RunEvent.SupervisorAnswered> answer(List<RunEvent.OfSupervisor> events, int turn) {
        return events.stream()
                .filter(event -> event.turn() == turn)
                .filter(RunEvent.SupervisorAnswered.class::isInstance)
                .map(RunEvent.SupervisorAnswered.class::cast)
                .findFirst();
    }

    private static List<Part> parts(List<Content> contents, Speaker ofText, Conversation conversation) {
        return contents.stream()
                .map(content -> switch (content) {
                    case Content.Text(String text) -> new Part(ofText, "", text);
                    case Content.Thought(String text, String _, String _) -> new Part(Speaker.THOUGHT, "", text);
                    case Content.Call(String _, String tool, String arguments) ->
                        new Part(Speaker.CALLED, tool, arguments);
                    case Content.Result result ->
                        new Part(
                                result.ok() ? Speaker.RESULT : Speaker.REFUSED,
                                tool(conversation, result.id()),
                                result.text());
                })
                .toList();
    }

    private static String tool(Conversation conversation, String call) {
        return conversation.rounds().stream()
                .flatMap(round -> round.calls().stream())
                .filter(made -> made.id().equals(call))
                .map(Content.Call::tool)
                .findFirst()
                .orElse("");
    }
}
