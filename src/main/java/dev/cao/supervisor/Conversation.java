package dev.cao.supervisor;

import dev.cao.domain.RunEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A conversation with a model as the journal tells it: the same events give the same conversation. Immutable.
 *
 * @param rounds request and answer each; only the last may lack its answer
 * @param shortened how it is told when it had become too long
 */
record Conversation(List<Round> rounds, List<RunEvent.SupervisorCompacted> shortened) {
    Conversation {
        rounds = List.copyOf(rounds);
        shortened = List.copyOf(shortened);
    }

    /** @param number from 1, without gaps */
    record Round(int number, List<Content> asked, Optional<Reply> reply) {
        Round {
            asked = List.copyOf(asked);
        }

        List<Content.Call> calls() {
            return reply.stream()
                    .flatMap(reply -> reply.content().stream())
                    .filter(Content.Call.class::isInstance)
                    .map(Content.Call.class::cast)
                    .toList();
        }

        List<Content.Result> results() {
            return asked.stream()
                    .filter(Content.Result.class::isInstance)
                    .map(Content.Result.class::cast)
                    .toList();
        }
    }

    record Reply(List<Content> content, Model.Stop stop) {
        Reply {
            content = List.copyOf(content);
        }
    }

    static Conversation of(List<RunEvent.OfSupervisor> events) {
        Conversation conversation = new Conversation(List.of(), List.of());
        for (RunEvent.OfSupervisor event : events) {
            conversation = conversation.with(event);
        }
        return conversation;
    }

    Conversation with(RunEvent.OfSupervisor event) {
        List<Round> longer = new ArrayList<>(rounds);
        switch (event) {
            case RunEvent.SupervisorAsked asked ->
                longer.add(new Round(asked.turn(), ContentJson.read(asked.content()), Optional.empty()));
            case RunEvent.SupervisorAnswered answered -> {
                Round open = longer.removeLast();
                Reply reply = new Reply(ContentJson.read(answered.content()), Model.Stop.of(answered.stop()));
                longer.add(new Round(open.number(), open.asked(), Optional.of(reply)));
            }
            case RunEvent.SupervisorCompacted compacted -> {
                List<RunEvent.SupervisorCompacted> all = new ArrayList<>(shortened);
                all.add(compacted);
                return new Conversation(rounds, all);
            }
            case RunEvent.SupervisorDelayed _ -> {
                return this;
            }
        }
        return new Conversation(longer, shortened);
    }

    boolean isEmpty() {
        return rounds.isEmpty();
    }

    /** Returns the number of the latest request; 0 before the first. */
    int number() {
        return rounds.isEmpty() ? 0 : rounds.getLast().number();
    }

    /** Tells whether the latest request waits for its answer. */
    boolean isAsked() {
        return !rounds.isEmpty() && rounds.getLast().reply().isEmpty();
    }

    Round last() {
        return rounds.getLast();
    }

    /** Returns what the model is told, shortened where it had to be. */
    List<Model.Turn> told() {
        return Retelling.of(this);
    }
}
