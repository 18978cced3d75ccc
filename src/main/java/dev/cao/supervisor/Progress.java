package dev.cao.supervisor;

import dev.cao.supervisor.Conversation.Round;
import java.util.List;
import java.util.Optional;

/** Tells whether a model still brings its run on. All of it follows from the conversation. */
final class Progress {
    static final int SAME_CALLS = 3;
    static final int IDLE_TURNS = 5;
    static final int UNREADABLE_TURNS = 3;

    private Progress() {}

    /** Looks at the latest answer before it is carried out; returns why the run must stop. */
    static Optional<String> repeats(Conversation conversation) {
        List<Round> rounds = conversation.rounds();
        if (rounds.size() < SAME_CALLS) {
            return Optional.empty();
        }
        List<Round> latest = rounds.subList(rounds.size() - SAME_CALLS, rounds.size());
        if (latest.stream().skip(1).flatMap(round -> round.asked().stream()).anyMatch(Progress::isMessage)) {
            return Optional.empty();
        }
        return latest.getLast().calls().stream()
                .filter(call -> !isWaiting(call, latest))
                .filter(call ->
                        latest.stream().allMatch(round -> round.calls().stream().anyMatch(other -> same(call, other))))
                .findFirst()
                .map(call -> "no progress: the model made the same call %d times running: %s"
                        .formatted(SAME_CALLS, Calls.shown(call)));
    }

    private static boolean same(Content.Call one, Content.Call other) {
        return one.tool().equals(other.tool()) && one.arguments().equals(other.arguments());
    }

    /** Looks at what came of the latest answer, before the model is told; returns why the run must stop. */
    static Optional<String> stands(Conversation conversation, List<Content> results) {
        List<Round> rounds = conversation.rounds();
        List<List<Content>> came = rounds.stream().skip(1).map(Round::asked).toList();
        if (count(came, results, UNREADABLE_TURNS, Progress::isUnreadable)) {
            return Optional.of("the model made %d turns with calls that could not be read; the last: %s"
                    .formatted(UNREADABLE_TURNS, Shown.shortened(text(results))));
        }
        if (count(came, results, IDLE_TURNS, content -> !isNews(content))) {
            return Optional.of("no progress: %d turns without a new task, message or answer".formatted(IDLE_TURNS));
        }
        return Optional.empty();
    }

    private static boolean count(
            List<List<Content>> came,
            List<Content> now,
            int turns,
            java.util.function.Predicate<List<Content>> condition) {
        return came.size() >= turns - 1
                && condition.test(now)
                && came.subList(came.size() - (turns - 1), came.size()).stream().allMatch(condition);
    }

    /** Tells whether it has a message, or a result that brought something on. */
    static boolean isNews(List<Content> content) {
        return content.stream()
                .anyMatch(part -> part instanceof Content.Result result ? result.news() : isMessage(part));
    }

    /** To wait again for what is still open is no standstill. */
    private static boolean isWaiting(Content.Call call, List<Round> latest) {
        List<Round> earlier = latest.subList(0, latest.size() - 1);
        return call.tool().equals("wait_for")
                && latest.stream()
                        .skip(1)
                        .flatMap(round -> round.results().stream())
                        .anyMatch(result -> result.news()
                                && earlier.stream()
                                        .flatMap(round -> round.calls().stream())
                                        .anyMatch(one -> one.id().equals(result.id()) && same(one, call)));
    }

    private static boolean isMessage(Content content) {
        return content instanceof Content.Text(String text) && !text.startsWith(Prompts.NOTE);
    }

    private static boolean isUnreadable(List<Content> content) {
        List<Content.Result> results = content.stream()
                .filter(Content.Result.class::isInstance)
                .map(Content.Result.class::cast)
                .toList();
        return content.contains(new Content.Text(Prompts.NOT_READ))
                || (!results.isEmpty() && results.stream().noneMatch(Content.Result::wellFormed));
    }

    private static String text(List<Content> content) {
        return content.stream()
                .filter(Content.Result.class::isInstance)
                .map(part -> ((Content.Result) part).text())
                .findFirst()
                .orElse("");
    }
}
