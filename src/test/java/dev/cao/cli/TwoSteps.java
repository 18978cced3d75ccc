package dev.cao.cli;

import java.io.IOException;

/** A team of two shell commands with a plan of two hand-offs and a file; the text of the profile. */
final class TwoSteps {
    private TwoSteps() {}

    /** Writes {@code two.yaml}, {@code hello.tmpl} and the agents. */
    static void in(CaoWorld world, String secondCommand) throws IOException {
        world.file("agents/one.yaml", "description: begins\n");
        world.file("agents/two.yaml", "description: goes on\n");
        world.file("hello.tmpl", "{{second}}\n");
        world.file("two.yaml", """
                name: two
                goal: Say hello.
                supervisor: { provider: plan }
                workers:
                  - { agent: one, provider: command, command: [sh, -c, "cat >/dev/null; echo hello"] }
                  - { agent: two, provider: command, command: [sh, -c, "%s"] }
                plan:
                  - handoff: { to: one, task: "{{goal}}", as: first }
                  - handoff: { to: two, task: "Add to this: {{first}}", as: second }
                  - write: { file: hello.txt, template: hello.tmpl }
                checks: [ { file: hello.txt } ]
                """.formatted(secondCommand));
    }
}
