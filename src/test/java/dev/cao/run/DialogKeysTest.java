package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.domain.ExitStatus;
import dev.cao.io.NoLeaks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("tmux")
@Timeout(60)
class DialogKeysTest {
    @RegisterExtension
    final NoLeaks leaks = new NoLeaks();

    @Test
    void aDialogIsAnsweredWhenItIsThereAndNotWhenItIsToldOf() throws Exception {
        Path folder = leaks.directory();
        Files.writeString(folder.resolve("slow.yaml"), """
                late_dialogs_ms: 300
                rules:
                  - actions: [ { permission: { tool: Bash, input: { command: ls }, allow: [ { answer: "{{prompt}}" } ] } } ]
                """);
        TestRun.agent(folder, "slow", "provider: stand-in\nscript: ../slow.yaml\npermissions: allow\n");
        try (TestRun run = TestRun.of(folder, """
                name: test
                supervisor: { provider: plan }
                workers: [ { agent: slow } ]
                plan:
                  - handoff: { to: slow, task: "first", as: one }
                  - handoff: { to: slow, task: "second", as: two }
                """)) {
            assertThat(run.pursue().exit()).isEqualTo(ExitStatus.DONE);
        }
        assertThat(prompts(folder)).as("no key stood in the input box").isEqualTo(2);
    }

    private static long prompts(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder.resolve("state"))) {
            Path log = files.filter(file -> file.toString().endsWith(".jsonl"))
                    .findFirst()
                    .orElseThrow();
            return Files.readAllLines(log).stream()
                    .filter(line -> line.contains("\"prompt_submitted\""))
                    .count();
        }
    }
}
