package dev.cao.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.launcher.SourceTree.Ended;
import dev.cao.launcher.SourceTree.Started;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code scripts/cao} does before Java starts. */
@Tag("e2e")
final class LauncherTest {
    private static final String VERSION = "cao \\d+\\.\\d+\\.\\d+\\S*\\R";

    @TempDir
    Path folder;

    private SourceTree tree;

    @BeforeEach
    void makeTree() throws IOException {
        tree = SourceTree.in(folder);
    }

    @AfterEach
    void removeTree() throws IOException {
        tree.close();
    }

    @Test
    void firstStartBuildsAndSaysSoOnStandardErrorOnly() throws Exception {
        Ended first = tree.cao("--version");

        assertThat(first.exit()).isZero();
        assertThat(first.out()).matches(VERSION);
        assertThat(first.err()).startsWith("cao: building from ");
        assertThat(tree.mavenCalls()).hasSize(1);
    }

    @Test
    void secondStartDoesNotBuild() throws Exception {
        tree.cao("--version");

        Ended second = tree.cao("--version");

        assertThat(second.out()).matches(VERSION);
        assertThat(second.err()).isEmpty();
        assertThat(tree.mavenCalls()).hasSize(1);
    }

    @Test
    void changedSourcesAreBuiltAgain() throws Exception {
        tree.cao("--version");
        Files.writeString(tree.root().resolve("src/main/A.java"), "class A { }");

        tree.cao("--version");

        assertThat(tree.mavenCalls()).hasSize(2);
    }

    @Test
    void removedSourcesAreNoticed() throws Exception {
        tree.cao("--version");
        Files.delete(tree.root().resolve("src/main/A.java"));

        tree.cao("--version");

        assertThat(tree.mavenCalls()).hasSize(2);
    }

    @Test
    void startsThatMeetBuildOnce() throws Exception {
        Path launcher = tree.root().resolve("scripts/cao");
        List<Started> starts = List.of(
                tree.start(folder, launcher, "--version"),
                tree.start(folder, launcher, "--version"),
                tree.start(folder, launcher, "--version"));
        for (Started start : starts) {
            Ended ended = start.await();
            assertThat(ended.out()).as(ended.err()).matches(VERSION);
        }

        assertThat(tree.mavenCalls()).hasSize(1);
    }

    @Test
    void failedBuildShowsTheEndOfItsLog() throws Exception {
        tree.breakTheBuild();

        Ended ended = tree.cao("--version");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("the build failed", "build.log", "[ERROR] A.java:1 does not compile");
    }

    @Test
    void itStartsThroughRelativeSymbolicLinksFromAnyDirectory() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("else where"));
        Files.createSymbolicLink(elsewhere.resolve("one"), Path.of("../tree/scripts/cao"));
        Files.createSymbolicLink(elsewhere.resolve("two"), Path.of("one"));

        Ended ended = tree.run(Path.of("/"), elsewhere.resolve("two"), "--version");

        assertThat(ended.out()).as(ended.err()).matches(VERSION);
    }

    @Test
    void childrenGetALauncherThatNeverBuilds() throws Exception {
        tree.cao("--version");
        Path installed = installed();
        Files.writeString(tree.root().resolve("src/main/A.java"), "class A { }");

        Ended child = tree.run(Path.of("/"), installed.resolve("bin/cao"), "--version");

        assertThat(child.out()).as(child.err()).matches(VERSION);
        assertThat(tree.mavenCalls()).hasSize(1);
    }

    @Test
    void theNativeLibraryOfTheDatabaseIsUnpackedOnce() throws Exception {
        tree.cao("--version");

        assertThat(installed().resolve("native")).isNotEmptyDirectory();
    }

    @Test
    void wrongJavaHomeIsAnErrorNotASearch() throws Exception {
        Ended ended = tree.with("CAO_JAVA_HOME", "/nowhere").cao("--version");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).startsWith("cao: CAO_JAVA_HOME=/nowhere is not a JDK 25 or newer");
    }

    @Test
    void aJdkChosenLaterIsUsedFromThenOn() throws Exception {
        tree.cao("--version");
        Path sameJdk = Files.createSymbolicLink(folder.resolve("jdk"), Path.of(System.getProperty("java.home")));

        tree.with("CAO_JAVA_HOME", sameJdk.toString()).cao("--version");

        assertThat(Files.readString(tree.cache().resolve("trees" + tree.root().toRealPath() + "/current")))
                .contains("\n" + sameJdk + "\n");
    }

    @Test
    void aCacheThatCannotBeWrittenIsNamed() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        Ended ended = tree.with("CAO_CACHE", file.toString()).cao("--version");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).contains("cao: cannot write to " + file + ". Set CAO_CACHE");
    }

    private Path installed() throws IOException {
        try (Stream<Path> entries = Files.list(tree.cache())) {
            return entries.filter(entry -> Files.exists(entry.resolve("cao.jar")))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
