package dev.cao.run;

import dev.cao.domain.Address;
import dev.cao.domain.CallKey;
import dev.cao.domain.MessageState;
import dev.cao.domain.MessageView;
import dev.cao.domain.QuestionId;
import dev.cao.domain.QuestionView;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunState;
import dev.cao.io.Time;
import dev.cao.tool.ToolCall;
import dev.cao.tool.ToolResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the supervisor asks of the person. Safe for many threads: the ledger serialises. */
final class Questions {
    private final Ledger ledger;
    private final Time time;
    private final boolean unattended;

    /** @param unattended nobody is there to answer */
    Questions(Ledger ledger, Time time, boolean unattended) {
        this.ledger = ledger;
        this.time = time;
        this.unattended = unattended;
    }

    /** Asks and waits; a call that was made before, or asks what is asked already, waits on for the same answer. */
    ToolResult ask(Address caller, CallKey key, ToolCall.AskUser call) throws InterruptedException {
        if (unattended) {
            return ToolResult.refused(
                    "nobody is there to ask in this run; decide yourself, or finish with status failed");
        }
        if (caller instanceof Address.User) {
            return ToolResult.refused("ask_user is for the supervisor; you are the one it asks");
        }
        List<String> refusal = new ArrayList<>(1);
        List<QuestionId> asked = new ArrayList<>(1);
        ledger.decide(state -> {
            Optional<QuestionView> known = known(state, caller, key, call.question());
            asked.add(known.map(QuestionView::id).orElse(state.nextQuestion()));
            if (known.isPresent()) {
                return waitsOn(known.get(), key);
            }
            TeamToolbox.ending(state).ifPresent(refusal::add);
            return refusal.isEmpty()
                    ? List.of(
                            new RunEvent.QuestionAsked(asked.getFirst(), key, caller, call.question(), call.choices()))
                    : List.of();
        });
        if (asked.isEmpty() || !refusal.isEmpty()) {
            return ToolResult.refused(refusal.isEmpty() ? "the run has ended" : refusal.getFirst());
        }
        QuestionId id = asked.getFirst();
        Optional<String> answer = ledger.await(
                state -> state.question(id).flatMap(QuestionView::answer),
                time.now().plus(call.patience()));
        return answer.or(() -> giveUp(id)).map(words -> answered(id, words)).orElseGet(() -> waiting(id));
    }

    /** An answer that is on its way to the inbox counts as well: the caller is told now, and not once more. */
    private static Optional<QuestionView> known(RunState state, Address caller, CallKey key, String text) {
        return state.questions().stream()
                .filter(known -> known.keys().contains(key)
                        || (known.from().equals(caller)
                                && known.text().equals(text)
                                && (known.isOpen() || pending(state, known).isPresent())))
                .findFirst();
    }

    private static List<RunEvent> waitsOn(QuestionView known, CallKey key) {
        boolean already = known.awaited() && known.keys().contains(key);
        return already
                ? List.of()
                : List.of(new RunEvent.QuestionAsked(known.id(), key, known.from(), known.text(), known.choices()));
    }

    /** The caller waits no longer. Returns the answer if it came at that very moment. */
    private Optional<String> giveUp(QuestionId id) {
        ledger.decide(state -> state.question(id).filter(QuestionView::isOpen).isPresent()
                ? List.of(new RunEvent.QuestionReleased(id))
                : List.of());
        return ledger.read(state -> state.question(id).flatMap(QuestionView::answer));
    }

    private ToolResult answered(QuestionId id, String words) {
        ledger.decide(state -> state.question(id)
                .flatMap(view -> pending(state, view))
                .map(message -> List.<RunEvent>of(new RunEvent.MessagesSettled(
                        List.of(message.id()), MessageState.ACCEPTED, "the receiver was told by its call")))
                .orElse(List.of()));
        return new ToolResult(
                true, words, Map.of("success", true, "status", "answered", "question_id", id.value(), "answer", words));
    }

    private static ToolResult waiting(QuestionId id) {
        return new ToolResult(
                true,
                ("The person has not answered yet. Go on with what does not depend on it; the answer will come to your"
                                + " inbox. To wait on, call ask_user again with the very same question (%s).")
                        .formatted(id),
                Map.of("success", true, "status", "waiting", "question_id", id.value()));
    }

    /** Who made that call does not wait any more. Does nothing for a call that asked nothing, or when nothing can be recorded. */
    static void release(Ledger ledger, CallKey key) {
        try {
            ledger.decide(state -> state.openQuestions().stream()
                    .filter(open -> open.awaited() && open.keys().getLast().equals(key))
                    .<RunEvent>map(open -> new RunEvent.QuestionReleased(open.id()))
                    .toList());
        } catch (Ledger.Closed _) {
            // The next orchestrator releases everything that is open.
        }
    }

    /** After a resume nobody waits until the supervisor asks again. */
    static void releaseAll(Ledger ledger) {
        ledger.decide(state -> state.openQuestions().stream()
                .filter(QuestionView::awaited)
                .<RunEvent>map(open -> new RunEvent.QuestionReleased(open.id()))
                .toList());
    }

    /** Answers the oldest open question; one with choices takes a choice, or its number, and nothing else. */
    static ToolResult answer(Ledger ledger, Address by, String text) {
        if (!(by instanceof Address.User)) {
            return ToolResult.refused("%s may not answer what is asked of the person".formatted(by));
        }
        List<ToolResult> result = new ArrayList<>(1);
        ledger.decide(state -> {
            List<QuestionView> open = state.openQuestions();
            if (open.isEmpty()) {
                result.add(ToolResult.refused("the supervisor asks nothing"));
                return List.of();
            }
            QuestionView question = open.getFirst();
            Optional<String> answer = chosen(question, text.strip());
            if (answer.isEmpty()) {
                result.add(ToolResult.refused(
                        question.choices().isEmpty()
                                ? "an empty text is no answer to %s".formatted(question.id())
                                : "'%s' is none of the answers to %s, which are: %s"
                                        .formatted(
                                                text.strip(), question.id(), String.join(", ", question.choices()))));
                return List.of();
            }
            result.add(new ToolResult(
                    true,
                    "Answered %s: %s".formatted(question.id(), answer.get()),
                    Map.of("success", true, "question_id", question.id().value(), "answer", answer.get())));
            return answering(state, question, by, answer.get());
        });
        return result.isEmpty() ? ToolResult.refused("the run has ended") : result.getFirst();
    }

    private static List<RunEvent> answering(RunState state, QuestionView question, Address by, String answer) {
        List<RunEvent> events = new ArrayList<>();
        events.add(new RunEvent.QuestionAnswered(question.id(), by, answer));
        if (!question.awaited()) {
            events.add(new RunEvent.MessageRecorded(
                    state.nextMessage(), by, question.from(), message(question, answer), Optional.empty()));
        }
        return events;
    }

    private static Optional<String> chosen(QuestionView question, String text) {
        List<String> choices = question.choices();
        if (choices.isEmpty()) {
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        }
        return choices.stream()
                .filter(choice -> choice.strip().equalsIgnoreCase(text))
                .findFirst()
                .or(() -> choices.stream()
                        .filter(choice ->
                                String.valueOf(choices.indexOf(choice) + 1).equals(text))
                        .findFirst());
    }

    private static Optional<MessageView> pending(RunState state, QuestionView question) {
        return question.answer()
                .flatMap(answer -> state.pending(question.from()).stream()
                        .filter(message -> message.body().equals(message(question, answer)))
                        .findFirst());
    }

    private static String message(QuestionView question, String answer) {
        return "You asked (%s): %s%nThe answer: %s".formatted(question.id(), question.text(), answer);
    }
}
