package dev.cao.standin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Scripted answers: the first rule that fits a prompt, and is not used up, says what happens. Immutable. */
record Script(Manners manners, List<Rule> rules) {
    Script {
        rules = List.copyOf(rules);
    }

    static Script none() {
        return new Script(Manners.GOOD, List.of());
    }

    /** Which prompts a rule is for. */
    sealed interface Match {
        boolean fits(String task);

        record Any() implements Match {
            @Override
            public boolean fits(String task) {
                return true;
            }
        }

        record Contains(String text) implements Match {
            @Override
            public boolean fits(String task) {
                return task.contains(text);
            }
        }

        record Matches(Pattern pattern) implements Match {
            @Override
            public boolean fits(String task) {
                return pattern.matcher(task).find();
            }
        }
    }

    /** @param times how often it may be used */
    record Rule(Match match, int times, List<Action> actions) {
        Rule {
            actions = List.copyOf(actions);
        }
    }

    /** Counts how often each rule of a script was used. Used by one thread at a time. */
    static final class Use {
        private final List<Rule> rules;
        private final List<Integer> used = new ArrayList<>();

        Use(Script script) {
            rules = script.rules();
            for (int i = 0; i < rules.size(); i++) {
                used.add(0);
            }
        }

        /** Returns the rule for a task, and counts its use. */
        Optional<Rule> take(String task) {
            for (int i = 0; i < rules.size(); i++) {
                Rule rule = rules.get(i);
                if (used.get(i) < rule.times() && rule.match().fits(task)) {
                    used.set(i, used.get(i) + 1);
                    return Optional.of(rule);
                }
            }
            return Optional.empty();
        }
    }
}
