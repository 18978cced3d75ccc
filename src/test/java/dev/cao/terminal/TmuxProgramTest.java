package dev.cao.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TmuxProgramTest {
    @ParameterizedTest
    @CsvSource({
        "3.3a,false",
        "3.2,false",
        "next-3.5,false",
        "openbsd-7.4,false",
        "master,false",
        "4.0,false",
        "3.1c,true",
        "2.9,true"
    })
    void versionsBelowThreeTwoAreTooOld(String version, boolean tooOld) {
        assertThat(TmuxProgram.isTooOld(version)).isEqualTo(tooOld);
    }

    @Test
    void missingTmuxIsSaidWithWhatToInstall(@TempDir Path empty) {
        assertThatExceptionOfType(CaoException.class)
                .isThrownBy(() -> TmuxProgram.find(empty.toString()))
                .satisfies(missing -> {
                    assertThat(missing.status()).isEqualTo(ExitStatus.USAGE);
                    assertThat(missing.advice()).contains("apt-get install tmux");
                });
    }

    @Test
    @Tag("tmux")
    void oldTmuxIsRefused(@TempDir Path directory) throws Exception {
        Path old = Files.writeString(directory.resolve("tmux"), "#!/bin/sh\necho tmux 2.8\n");
        Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rwx------"));

        assertThatExceptionOfType(CaoException.class)
                .isThrownBy(() -> TmuxProgram.find(directory.toString()))
                .withMessageContaining("2.8");
    }
}
