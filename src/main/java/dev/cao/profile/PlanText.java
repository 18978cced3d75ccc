package dev.cao.profile;

/** Templates and conditions as they are written in a profile. */
final class PlanText {
    private PlanText() {}

    static String of(Template template) {
        StringBuilder text = new StringBuilder();
        for (Template.Part part : template.parts()) {
            switch (part) {
                case Template.Part.Text(String plain) -> text.append(plain.replace("{{", "\\{{"));
                case Template.Part.Name(String name) ->
                    text.append("{{").append(name).append("}}");
            }
        }
        return text.toString();
    }

    /** With no more parentheses than it takes to be read the same way. */
    static String of(Condition condition) {
        return switch (condition) {
            case Condition.Is(String name, Condition.State state) ->
                name + "."
                        + switch (state) {
                            case DONE -> "done";
                            case FAILED -> "failed";
                            case SKIPPED -> "skipped";
                        };
            case Condition.Contains(String name, String text) ->
                name + " contains \"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
            case Condition.Not(Condition inner) -> "not " + operand(inner, 3);
            case Condition.And(Condition left, Condition right) -> operand(left, 2) + " and " + operand(right, 3);
            case Condition.Or(Condition left, Condition right) -> operand(left, 1) + " or " + operand(right, 2);
        };
    }

    private static String operand(Condition condition, int least) {
        return rank(condition) < least ? "(" + of(condition) + ")" : of(condition);
    }

    /** How tightly it binds. */
    private static int rank(Condition condition) {
        return switch (condition) {
            case Condition.Or _ -> 1;
            case Condition.And _ -> 2;
            case Condition.Not _, Condition.Is _, Condition.Contains _ -> 3;
        };
    }
}
