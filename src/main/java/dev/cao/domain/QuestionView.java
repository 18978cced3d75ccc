package dev.cao.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was asked of the person, as the journal tells it.
 *
 * @param keys the calls that asked it: the first, and those that wait on
 * @param choices empty when any text is an answer
 * @param awaited whether whoever asked waits; else the answer goes to its inbox
 * @param since when it was asked for the first time
 */
public record QuestionView(
        QuestionId id,
        List<CallKey> keys,
        Address from,
        String text,
        List<String> choices,
        boolean awaited,
        Optional<String> answer,
        Instant since) {
    public QuestionView {
        keys = List.copyOf(keys);
        choices = List.copyOf(choices);
    }

    static QuestionView asked(RunEvent.QuestionAsked event, Instant at) {
        return new QuestionView(
                event.question(),
                List.of(event.key()),
                event.from(),
                event.text(),
                event.choices(),
                true,
                Optional.empty(),
                at);
    }

    QuestionView askedAgain(CallKey key) {
        List<CallKey> all = new ArrayList<>(keys);
        if (!all.contains(key)) {
            all.add(key);
        }
        return new QuestionView(id, all, from, text, choices, true, answer, since);
    }

    QuestionView released() {
        return new QuestionView(id, keys, from, text, choices, false, answer, since);
    }

    QuestionView answered(String words) {
        return new QuestionView(id, keys, from, text, choices, awaited, Optional.of(words), since);
    }

    public boolean isOpen() {
        return answer.isEmpty();
    }
}
