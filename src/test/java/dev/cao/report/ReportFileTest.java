package dev.cao.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cao.domain.CaoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportFileTest {
    @TempDir
    private Path root;

    @Test
    void missingFoldersAreMadeAndNothingElseBeforeTheEnd() throws IOException {
        ReportFile file = ReportFile.prepare("--junit", root.resolve("a/b/junit.xml"));

        assertThat(root.resolve("a/b")).isEmptyDirectory();
        file.write("text");
        assertThat(root.resolve("a/b/junit.xml")).hasContent("text");
        assertThat(root.resolve("a/b")).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void folderAndFileInTheWayAreFoundBefore() throws IOException {
        Files.writeString(root.resolve("file"), "");

        assertThatThrownBy(() -> ReportFile.prepare("--junit", root))
                .isInstanceOf(CaoException.class)
                .hasMessage("--junit: cannot write %s: it is a folder", root);
        assertThatThrownBy(() -> ReportFile.prepare("--summary", root.resolve("file/junit.xml")))
                .isInstanceOf(CaoException.class)
                .hasMessageStartingWith("--summary: cannot write ");
    }

    @Test
    void targetOfALinkIsReplacedAndTheLinkStays() throws IOException {
        Path real = Files.writeString(root.resolve("real"), "old");
        Path link = Files.createSymbolicLink(root.resolve("link"), real);

        ReportFile.prepare("--junit", link).write("new");

        assertThat(link).isSymbolicLink();
        assertThat(real).hasContent("new");
    }

    @Test
    void deviceIsWrittenToAndStays() throws IOException {
        ReportFile.prepare("--junit", Path.of("/dev/null")).write("text");

        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    }
}
