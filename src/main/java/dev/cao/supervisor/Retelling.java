package dev.cao.supervisor;

import dev.cao.domain.RunEvent;
import dev.cao.supervisor.Conversation.Round;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells a conversation shorter than it was: oldest turns as a summary, old results left out, long ones cut. */
final class Retelling {
    /** A result below this length costs less than the note that it was left out. */
    private static final int SHORT = 200;

    private static final int SUMMARY_OF_CALL = 300;
    private static final int SUMMARY_OF_RESULT = 400;
    private static final int SUMMARY = 24_000;

    private Retelling() {}

    static List<Model.Turn> of(Conversation conversation) {
        int summarised = max(conversation, Part.SUMMARISED);
        List<Model.Turn> turns = new ArrayList<>();
        StringBuilder summary = new StringBuilder();
        for (Round round : conversation.rounds()) {
            if (round.number() <= summarised) {
                summarise(round, summary);
                continue;
            }
            List<Content> asked = shortened(round, conversation);
            if (turns.isEmpty() && !summary.isEmpty()) {
                asked = afterSummary(summary, asked);
            }
            turns.add(new Model.Turn(false, asked));
            round.reply().ifPresent(reply -> turns.add(new Model.Turn(true, nonEmpty(reply.content()))));
        }
        return turns;
    }

    /** Services take no turn without content. */
    private static List<Content> nonEmpty(List<Content> content) {
        return content.isEmpty() ? List.of(new Content.Text("(nothing)")) : content;
    }

    private enum Part {
        SUMMARISED,
        CLEARED
    }

    private static int max(Conversation conversation, Part part) {
        return conversation.shortened().stream()
                .mapToInt(each -> part == Part.SUMMARISED ? each.summarised() : each.cleared())
                .max()
                .orElse(0);
    }

    private static List<Content> shortened(Round round, Conversation conversation) {
        int cleared = max(conversation, Part.CLEARED);
        List<Content> shorter = new ArrayList<>();
        for (Content content : round.asked()) {
            if (content instanceof Content.Result result) {
                String text = round.number() <= cleared
                        ? cleared(result.text())
                        : cut(result.text(), longest(conversation, round.number()));
                shorter.add(result.saying(text));
            } else if (content instanceof Content.Text(String text) && round.number() > 1) {
                shorter.add(new Content.Text(cut(text, longest(conversation, round.number()))));
            } else {
                shorter.add(content);
            }
        }
        return shorter;
    }

    private static String cleared(String text) {
        return text.length() <= SHORT
                ? text
                : "(left out, because the conversation had become too long; it had %d characters)"
                        .formatted(text.length());
    }

    /** A cut holds for what was said when it was made; what comes later is whole again. */
    private static int longest(Conversation conversation, int number) {
        return conversation.shortened().stream()
                .filter(each -> each.longest() > 0 && number <= each.turn())
                .mapToInt(RunEvent.SupervisorCompacted::longest)
                .min()
                .orElse(0);
    }

    private static String cut(String text, int longest) {
        if (longest == 0 || text.length() <= longest) {
            return text;
        }
        int half = longest / 2;
        return "%s%n(… %d characters left out, because the conversation had become too long …)%n%s"
                .formatted(text.substring(0, half), text.length() - longest, text.substring(text.length() - half));
    }

    /** The calls that these results belong to are in the summary, so they must be told as text. */
    private static List<Content> afterSummary(StringBuilder summary, List<Content> asked) {
        List<Content> content = new ArrayList<>();
        content.add(new Content.Text("(The beginning of this conversation, as a summary.)\n" + middleOut(summary)));
        for (Content part : asked) {
            content.add(
                    part instanceof Content.Result result
                            ? new Content.Text("Result of your call: " + result.text())
                            : part);
        }
        return content;
    }

    private static String middleOut(StringBuilder summary) {
        return cut(summary.toString(), SUMMARY);
    }

    private static void summarise(Round round, StringBuilder summary) {
        for (Content content : round.asked()) {
            Optional<String> line = switch (content) {
                case Content.Text(String text) ->
                    Optional.of(round.number() == 1 ? text : cut(text, SUMMARY_OF_RESULT));
                case Content.Result result ->
                    Optional.of("  result%s: %s"
                            .formatted(result.ok() ? "" : " (refused)", cut(result.text(), SUMMARY_OF_RESULT)));
                case Content.Thought _, Content.Call _ -> Optional.empty();
            };
            line.ifPresent(text -> summary.append(text).append('\n'));
        }
        for (Content.Call call : round.calls()) {
            summary.append("You called %s %s%n".formatted(call.tool(), cut(call.arguments(), SUMMARY_OF_CALL)));
        }
    }

    /**
     * Returns the next, stronger way to tell the conversation shorter; empty when nothing is left to leave out.
     */
    static Optional<RunEvent.SupervisorCompacted> next(Conversation conversation) {
        int now = conversation.number();
        List<RunEvent.SupervisorCompacted> steps = List.of(
                new RunEvent.SupervisorCompacted(now, atLeast(now - 12), atLeast(now - 3), 0),
                new RunEvent.SupervisorCompacted(now, atLeast(now - 4), atLeast(now - 1), 40_000),
                new RunEvent.SupervisorCompacted(now, atLeast(now - 1), atLeast(now - 1), 8_000),
                new RunEvent.SupervisorCompacted(now, atLeast(now - 1), atLeast(now - 1), 2_000));
        long before = length(conversation.told());
        return steps.stream()
                .filter(step -> length(conversation.with(step).told()) < before)
                .findFirst();
    }

    private static int atLeast(int turn) {
        return Math.max(0, turn);
    }

    private static long length(List<Model.Turn> turns) {
        return turns.stream()
                .flatMap(turn -> turn.content().stream())
                .mapToLong(content -> switch (content) {
                    case Content.Text(String text) -> text.length();
                    case Content.Thought(String text, String signature, String sealed) ->
                        (long) text.length() + signature.length() + sealed.length();
                    case Content.Call call -> call.arguments().length();
                    case Content.Result result -> result.text().length();
                })
                .sum();
    }
}
