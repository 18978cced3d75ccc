package dev.cao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ErrorHandlerTest {
    @TempDir
    private Path home;

    private Captured cao;

    @BeforeEach
    void makeCao() {
        cao = new Captured(home);
    }

    private ErrorHandler handler(Map<String, String> environment) {
        return new ErrorHandler(cao.wiring().output(), environment, home);
    }

    @Test
    void failureIsToldWithItsAdviceAndItsExitCode() {
        int exit = handler(Map.of())
                .handle(new CaoException(ExitStatus.LIMIT, "the run has no money left", "Raise limits.cost."));

        assertThat(exit).isEqualTo(4);
        assertThat(cao.err()).isEqualTo("cao: the run has no money left\nRaise limits.cost.\n");
    }

    @Test
    void faultIsOneLineAndItsDetailsAreInAFile() throws IOException {
        int exit = handler(Map.of()).handle(new IllegalStateException("two ends of a stick"));

        assertThat(exit).isEqualTo(70);
        Path file = faults().getFirst();
        assertThat(cao.err())
                .isEqualTo(
                        "cao: a fault in cao: java.lang.IllegalStateException: two ends of a stick. The details are in %s; please report it.\n"
                                .formatted(file));
        assertThat(file).content().contains("\tat dev.cao.cli.ErrorHandlerTest");
    }

    @Test
    void traceIsShownOnlyOnDemand() {
        handler(Map.of("CAO_DEBUG", "1")).handle(new IllegalStateException("two ends of a stick"));

        assertThat(cao.err())
                .contains("\tat dev.cao.cli.ErrorHandlerTest")
                .endsWith("two ends of a stick. See above.\n");
    }

    @Test
    void faultIsToldAlsoWhereNoFileCanBeWritten() throws IOException {
        Files.writeString(home.resolve("faults"), "in the way");

        int exit = handler(Map.of()).handle(new IllegalStateException("two ends of a stick"));

        assertThat(exit).isEqualTo(70);
        assertThat(cao.err()).contains("CAO_DEBUG=1 shows more");
    }

    private List<Path> faults() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("faults"))) {
            return files.toList();
        }
    }
}
