package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {
    @TempDir
    Path folder;

    @Test
    void aLockIsTakenOnce() {
        Path file = folder.resolve("run.lock");
        try (RunLock _ = RunLock.take(file).orElseThrow()) {
            assertThat(RunLock.take(file)).isEmpty();
        }
        assertThat(RunLock.take(file)).get().satisfies(RunLock::close);
    }

    @Test
    void aFileThatNobodyHoldsIsNotHeld() {
        Path file = folder.resolve("run.lock");
        RunLock.take(file).orElseThrow().close();

        assertThat(RunLock.isHeld(file)).isFalse();
    }

    @Test
    @Tag("e2e")
    void lookingAtOnesOwnLockDoesNotLoseIt() throws Exception {
        Path file = folder.resolve("run.lock");
        try (RunLock _ = RunLock.take(file).orElseThrow()) {
            assertThat(RunLock.isHeld(file)).isTrue();

            assertThat(seenByAnotherProcess(file)).isEqualTo("held");
        }
    }

    /** Says for another process whether the lock is held. */
    static final class Look {
        private Look() {}

        public static void main(String[] args) {
            System.out.print(RunLock.isHeld(Path.of(args[0])) ? "held" : "free");
        }
    }

    private static String seenByAnotherProcess(Path file) throws Exception {
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-cp",
                        System.getProperty("cao.test.classpath"),
                        Look.class.getName(),
                        file.toString())
                .start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
