package dev.cao.profile;

import dev.cao.domain.WorkerName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Which names a step may use: the goal, variables, and answers that are there when the step begins. One plan, one list. */
final class PlanNames {
    private static final String GOAL = "goal";
    /** Of one template; with more it is no template of ours. */
    private static final int MISTAKES = 20;

    private final boolean goal;
    private final Set<String> variables;
    private final Set<String> unused;
    private final Problems problems;
    private final Map<String, Answer> answers = new LinkedHashMap<>();

    PlanNames(boolean goal, Set<String> variables, Problems problems) {
        this.goal = goal;
        this.variables = variables;
        this.unused = new LinkedHashSet<>(variables);
        this.problems = problems;
    }

    /** @param awaited whether a later step can count on its outcome */
    private record Answer(Place place, boolean assigned, boolean awaited, Optional<Condition> when) {}

    /**
     * Takes a step's name; complains when it cannot have it. A step with a condition may take over an earlier name: its
     * answer then stands for both.
     *
     * @param chosen whether the profile gives the name, and it is not just that of the worker
     */
    boolean define(Node.Scalar written, boolean chosen, boolean assign, Optional<Condition> when) {
        String name = written.text();
        if (!WorkerName.isValid(name) || ConditionParser.WORDS.contains(name)) {
            problems.add(
                    written.place(),
                    "found " + Quoted.of(name) + ", which cannot name an answer (letters, digits, `-` and `_`, at most"
                            + " 40, not `and`, `or`, `not`, `contains`); give the step an `as`");
            return false;
        }
        if (name.equals(GOAL) || variables.contains(name)) {
            problems.add(
                    written.place(),
                    "the name " + Quoted.of(name) + " is taken by " + (name.equals(GOAL) ? "the goal" : "a variable")
                            + "; give the step another `as`");
            return false;
        }
        Answer earlier = answers.get(name);
        boolean replaces = earlier != null && chosen && when.isPresent() && earlier.awaited();
        if (earlier != null && !replaces) {
            problems.add(
                    written.place(),
                    "the step on line " + earlier.place().line() + " is named " + Quoted.of(name)
                            + " already; give this one an `as` of its own (or a `when`, if it is to replace that answer)");
            return false;
        }
        answers.put(name, new Answer(written.place(), assign, !assign, when));
        return true;
    }

    /** Notes what a wait step waits for; complains about names that no earlier step has assigned. */
    void await(List<Node.Scalar> names, boolean all, Optional<Condition> when) {
        for (Node.Scalar written : names) {
            Answer answer = answers.get(written.text());
            if (answer == null) {
                problems.add(
                        written.place(),
                        "no earlier step assigns " + Quoted.of(written.text())
                                + Suggestion.orAll(written.text(), assigned()));
            } else if (!answer.assigned()) {
                problems.add(
                        written.place(),
                        "the step " + Quoted.of(written.text())
                                + " is a handoff, which waits by itself; remove it here");
            } else if ((all || names.size() == 1) && (when.isEmpty() || when.equals(answer.when()))) {
                answers.put(written.text(), new Answer(answer.place(), true, true, answer.when()));
            }
        }
    }

    /** Reads a template written in the profile. */
    Template template(Node.Scalar written) {
        TemplateParser.Parsed parsed = TemplateParser.parse(written.text());
        parsed.mistakes().stream()
                .limit(MISTAKES)
                .forEach(mistake -> problems.add(written.within(mistake.from(), mistake.to()), mistake.message()));
        parsed.references()
                .forEach(name -> checkTemplateName(name.name(), () -> written.within(name.from(), name.to())));
        return parsed.template();
    }

    /** Reads a template that is a file. */
    Template template(Source source) {
        TemplateParser.Parsed parsed = TemplateParser.parse(source.text());
        parsed.mistakes().stream()
                .limit(MISTAKES)
                .forEach(mistake -> problems.add(source.at(mistake.from(), ""), mistake.message()));
        parsed.references().forEach(name -> checkTemplateName(name.name(), () -> source.at(name.from(), "")));
        return parsed.template();
    }

    Optional<Condition> condition(Node.Scalar written) {
        ConditionParser.Parsed parsed = ConditionParser.parse(written.text());
        parsed.mistake()
                .ifPresent(mistake -> problems.add(written.within(mistake.from(), mistake.to()), mistake.message()));
        parsed.references()
                .forEach(name -> checkAnswer(name.name(), () -> written.within(name.from(), name.to()), false));
        return parsed.condition();
    }

    private void checkTemplateName(String name, Supplier<Place> place) {
        if (name.equals(GOAL)) {
            if (!goal && !problems.isFull()) {
                problems.add(place.get(), "the profile has no goal; add `goal: …` to it, or start with --goal \"…\"");
            }
        } else if (variables.contains(name)) {
            unused.remove(name);
        } else {
            checkAnswer(name, place, true);
        }
    }

    /** @param template whether the goal and variables may be named there, too */
    private void checkAnswer(String name, Supplier<Place> place, boolean template) {
        Answer answer = answers.get(name);
        if (problems.isFull() || answer != null && answer.awaited()) {
            return;
        }
        if (answer != null) {
            problems.add(
                    place.get(),
                    "the answer of " + Quoted.of(name) + " may not be there yet; add `- wait: { for: [" + name
                            + "] }` before this step");
            return;
        }
        List<String> known = new ArrayList<>();
        if (template) {
            known.add(GOAL);
            known.addAll(variables);
        }
        known.addAll(answers.keySet());
        problems.add(
                place.get(),
                "no earlier step is named " + Quoted.of(name) + Suggestion.orAll(name, known)
                        + (template ? "; or give a value with --set " + name + "=…" : ""));
    }

    /** The variables that no template has named so far. */
    Set<String> unused() {
        return unused;
    }

    private List<String> assigned() {
        return answers.entrySet().stream()
                .filter(entry -> entry.getValue().assigned())
                .map(Map.Entry::getKey)
                .toList();
    }
}
