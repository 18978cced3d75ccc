package dev.cao.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("tmux")
final class HookGuardTest {
    @TempDir
    private Path home;

    @Test
    void abandonTakesTheWaitingPipesAwayAndLeavesTheScriptsAsTheyAre() throws Exception {
        Path script = Files.writeString(home.resolve("request.sh"), "#!/bin/sh\n");
        assertThat(new ProcessBuilder("mkfifo", home + "/request.17", home + "/wait.18")
                        .start()
                        .waitFor())
                .isZero();

        new HookGuard(home).abandon();

        assertThat(home).isDirectoryNotContaining("glob:**.1[78]");
        assertThat(script).hasContent("#!/bin/sh\n");
    }
}
