package dev.cao.supervisor;

import dev.cao.profile.Condition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The named answers of a plan so far. For the supervisor's thread. */
final class PlanAnswers {
    private final Map<String, Answer> answers = new HashMap<>();
    private final Set<String> failed = new HashSet<>();
    private final Map<String, String> fixed;

    /** What became of a named step, and the text that stands for it. */
    record Answer(Condition.State state, String text) {}

    /** @param fixed names that are no answers, such as {@code goal} */
    PlanAnswers(Map<String, String> fixed) {
        this.fixed = Map.copyOf(fixed);
    }

    /** A later success under the same name replaces an earlier failure. */
    void put(String name, Answer answer) {
        answers.put(name, answer);
        if (answer.state() == Condition.State.FAILED) {
            failed.add(name);
        } else if (answer.state() == Condition.State.DONE) {
            failed.remove(name);
        }
    }

    /** A step that was there for the failure of that name has succeeded. */
    void replaced(String name) {
        failed.remove(name);
    }

    /** Returns the names whose failure nothing has replaced. */
    Set<String> failures() {
        return Set.copyOf(failed);
    }

    boolean has(String name) {
        return answers.containsKey(name);
    }

    /** Returns every name that a template may use now. */
    Map<String, String> texts() {
        Map<String, String> texts = new HashMap<>(fixed);
        answers.forEach((name, answer) -> texts.put(name, answer.text()));
        return texts;
    }

    boolean holds(Condition condition) {
        return switch (condition) {
            case Condition.Is(String name, Condition.State state) ->
                answers.containsKey(name) && answers.get(name).state() == state;
            case Condition.Contains(String name, String text) ->
                answers.containsKey(name) && answers.get(name).text().contains(text);
            case Condition.Not(Condition inner) -> !holds(inner);
            case Condition.And(Condition left, Condition right) -> holds(left) && holds(right);
            case Condition.Or(Condition left, Condition right) -> holds(left) || holds(right);
        };
    }

    /** Returns the names whose failure the condition asks for. */
    static Set<String> failuresNamed(Condition condition) {
        return switch (condition) {
            case Condition.Is(String name, Condition.State state) ->
                state == Condition.State.FAILED ? Set.of(name) : Set.of();
            case Condition.Contains _ -> Set.of();
            case Condition.Not _ -> Set.of();
            case Condition.And(Condition left, Condition right) -> both(left, right);
            case Condition.Or(Condition left, Condition right) -> both(left, right);
        };
    }

    private static Set<String> both(Condition left, Condition right) {
        Set<String> names = new HashSet<>(failuresNamed(left));
        names.addAll(failuresNamed(right));
        return Set.copyOf(names);
    }
}
