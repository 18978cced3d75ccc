package dev.cao.profile;

import dev.cao.io.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A team to begin with. What it writes is a working profile, meant to be edited. */
public enum TeamTemplate {
    REVIEW("a developer and a reviewer: develop, review, repair"),
    TESTS("a developer, a reviewer and your test command: repair until the tests pass, three rounds at most");

    private static final String HEAD = """
            # Made by 'cao profile init'. It is yours: change what you like. All keys: docs/profiles.md
            # cao profile validate %1$s     checks it
            # cao launch --profile %1$s     runs it; --goal "…" takes the place of the goal
            """;
    private static final String DEVELOPER = """
            You are the developer of this team. You read the working directory before you change it, make the smallest change
            that reaches the goal, and keep to the style that you find. You answer with what you changed, file by file, and why.
            """;
    private static final String REVIEWER = """
            You review what the developer did. You change nothing. Findings first, worst first, each with file:line, why it is
            wrong and what to do. Report only what you have seen in the files. If there is nothing to mend, say exactly that.
            """;

    private final String meaning;

    TeamTemplate(String meaning) {
        this.meaning = meaning;
    }

    public String meaning() {
        return meaning;
    }

    /** Returns the name that people write. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * What is asked before a team is written.
     *
     * @param file the team's file
     * @param provider of developer and reviewer; {@code stand-in} for scripted ones that cost nothing
     * @param test the command whose exit code says whether the tests pass; used by {@link #TESTS}
     */
    public record Wishes(String file, String name, String goal, String provider, List<String> test) {
        public Wishes {
            test = List.copyOf(test);
        }
    }

    /** Returns the files of the team. */
    public TeamDraft draft(Wishes wishes) {
        Map<String, String> files = new LinkedHashMap<>();
        StringBuilder team = new StringBuilder(HEAD.formatted(wishes.file()));
        team.append(Yaml.field(0, "name", wishes.name())).append(Yaml.field(0, "goal", wishes.goal()));
        team.append(
                "supervisor: { provider: plan }   # follows the plan below; an agent CLI or 'auto' decides by itself\n");
        team.append("workers:\n  - { agent: developer }\n  - { agent: reviewer }\n");
        if (this == TESTS) {
            team.append("  - name: tester\n    agent: tester\n");
        }
        team.append("plan:\n").append(this == TESTS ? rounds() : review());
        team.append("limits: { time: 2h, task: 30m }\n");
        files.put(wishes.file(), team.toString());
        agent(files, wishes, "developer", "Changes the code.", "developer", DEVELOPER);
        agent(files, wishes, "reviewer", "Reads changes and says what is wrong.", "reviewer", REVIEWER);
        if (this == TESTS) {
            files.put(
                    "agents/tester.yaml",
                    "# Runs a command: exit code 0 = the tests pass. What it prints is what the developer is told.\n"
                            + "name: tester\ndescription: Runs the tests.\nprovider: command\ncommand: %s\n"
                                    .formatted(Yaml.list(wishes.test())));
        }
        return new TeamDraft(wishes.file(), files, Set.of(), List.of());
    }

    private static void agent(
            Map<String, String> files, Wishes wishes, String name, String what, String role, String instructions) {
        boolean scripted = wishes.provider().equals("stand-in");
        String provider = scripted
                ? "# Scripted answers, which cost nothing. For real work: provider: claude-code (or another CLI), and no script.\n"
                        + "provider: stand-in\nscript: %s.json\n".formatted(name)
                : Yaml.field(0, "provider", wishes.provider());
        files.put(
                "agents/%s.yaml".formatted(name),
                Yaml.field(0, "name", name)
                        + Yaml.field(0, "description", what)
                        + provider
                        + Yaml.field(0, "role", role)
                        + Yaml.field(0, "instructions", instructions));
        if (scripted) {
            files.put(
                    "agents/%s.json".formatted(name),
                    "{\"rules\": [{\"actions\": [{\"answer\": %s}]}]}\n"
                            .formatted(Json.line(
                                    "This is the scripted answer of %s; its provider is a stand-in.".formatted(name))));
        }
    }

    private static String review() {
        return handoff("developer", "{{goal}}", "work", "")
                + handoff("reviewer", "The goal is: {{goal}}\n\nReview what the developer did:\n{{work}}", "review", "")
                + handoff(
                        "developer",
                        "Mend what the review found, and say what you leave as it is:\n{{review}}",
                        "repair",
                        "");
    }

    private static String rounds() {
        return handoff("developer", "{{goal}}", "work", "")
                + handoff("tester", "Round 1.", "tests1", "")
                + handoff("developer", "The tests fail. Mend it:\n{{tests1}}", "repair1", "tests1.failed")
                + handoff("tester", "Round 2.", "tests2", "tests1.failed")
                + handoff("developer", "The tests fail. Mend it:\n{{tests2}}", "repair2", "tests2.failed")
                + handoff("tester", "Round 3.", "tests3", "tests2.failed")
                + handoff(
                        "reviewer", "The goal is: {{goal}}\n\nReview what the developer did:\n{{work}}", "review", "");
    }

    private static String handoff(String to, String task, String as, String when) {
        return "  - handoff:\n      to: %s\n".formatted(to)
                + Yaml.field(6, "task", task)
                + "      as: %s\n".formatted(as)
                + (when.isEmpty() ? "" : "      when: \"%s\"\n".formatted(when));
    }
}
