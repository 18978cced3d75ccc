package dev.cao.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.cao.domain.ExitStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are no text, and where agents are found. */
final class ProfileFileTest {
    private static final String TEAM = """
            name: team
            workers: [ { agent: a } ]
            plan: [ { handoff: { to: a, task: Go } } ]
            """;

    @TempDir
    private Path folder;

    private ProfileFiles files;

    @BeforeEach
    void makeFiles() {
        files = new ProfileFiles(folder);
    }

    @Test
    void missingFileNamesTheOneThatWasMeant() {
        files.with("modernize.yaml", TEAM);

        assertThat(files.complaint("modernise.yaml"))
                .isEqualTo("modernise.yaml:1:1: no such file; did you mean `modernize.yaml`?");
        assertThat(files.complaint("nowhere/team.yaml"))
                .isEqualTo("nowhere/team.yaml:1:1: no such file, and no folder nowhere");
    }

    @Test
    void complaintIsWrongUsageAndSaysWhatToDo() {
        ProfileException failure = catchThrowableOfType(ProfileException.class, () -> files.team("team.yaml"));

        assertThat(failure.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(failure.advice()).startsWith("Mend it and start again; nothing was started.");
    }

    @Test
    void folderIsNoProfile() throws IOException {
        Files.createDirectory(folder.resolve("team.yaml"));

        assertThat(files.complaint("team.yaml")).isEqualTo("team.yaml:1:1: is a folder; name a file in it");
    }

    @Test
    void unreadableFileSaysHowToMakeItReadable() throws IOException {
        files.with("team.yaml", TEAM);
        Path file = folder.resolve("team.yaml");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(file), "root reads everything");

        assertThat(files.complaint("team.yaml"))
                .isEqualTo("team.yaml:1:1: may not be read: permission denied; run `chmod u+r team.yaml`");
    }

    @Test
    void bytesThatAreNoTextAreExplained() throws IOException {
        assertThat(bytes("name: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo("""
                        team.yaml:1:10: the byte 0xE9 is not UTF-8 (Latin-1, or a binary file?); save the file as UTF-8
                          1 | name: caf
                            |          ^""");
        assertThat(bytes(new byte[] {0x7f, 'E', 'L', 'F', 0, 1}))
                .isEqualTo("team.yaml:1:1: is a binary file (it holds NUL bytes); expected a text file in UTF-8");
        assertThat(bytes("name: x\n".getBytes(StandardCharsets.UTF_16)))
                .isEqualTo("team.yaml:1:1: is UTF-16; save it as UTF-8");
        assertThat(bytes(new byte[0]))
                .isEqualTo("team.yaml:1:1: is empty; expected a mapping such as `name: modernize`");
        assertThat(bytes("#".repeat(SourceFile.MAX_BYTES + 1).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("team.yaml:1:1: is larger than 1 MiB; a profile is a few kilobytes");
        assertThat(bytes("name: \"a\u0007b\"\n".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("""
                        team.yaml:1:9: the control character U+0007 is not allowed in YAML; remove it
                          1 | name: "a\uFFFDb"
                            |         ^""");
    }

    @Test
    void byteOrderMarkIsNoPartOfTheFile() {
        files.with("agents/a.yaml", "description: x\n").with("team.yaml", "\uFEFF" + TEAM);

        assertThat(files.team("team.yaml").name()).isEqualTo("team");
    }

    @Test
    void agentsAreFoundNearTheProfileFirst() {
        files.with("team.yaml", TEAM);

        files.with("bundled/a.md", "---\ndescription: bundled, Markdown\n---\n");
        assertThat(description()).isEqualTo("bundled, Markdown");
        files.with("bundled/a.yml", "description: bundled\n");
        assertThat(description()).isEqualTo("bundled");
        files.with("a.yaml", "description: beside\n");
        assertThat(description()).isEqualTo("beside");
        files.with("agents/a.yaml", "description: in agents\n");
        assertThat(description()).isEqualTo("in agents");
    }

    @Test
    void teamIsNotItsOwnAgent() {
        files.with("bundled/a.yaml", "description: bundled\n").with("a.yaml", TEAM);

        assertThat(files.team("a.yaml").workers().getFirst().description()).isEqualTo("bundled");
    }

    @Test
    void problemsOfTeamAndAgentsAreToldTogetherAndOnce() {
        files.with("agents/a.yaml", "parallel: no\nmodle: x\n")
                .with("team.yaml", TEAM.replace("{ agent: a }", "{ agent: a }, { agent: a, name: b, parallel: 2 }, 5"));

        assertThat(files.complaint("team.yaml")).isEqualTo("""
                        agents/a.yaml:1:11: parallel: found the text `no`, expected a whole number from 1 to 32
                          1 | parallel: no
                            |           ^
                        agents/a.yaml:2:1: modle: unknown key in an agent; did you mean `model`?
                          2 | modle: x
                            | ^
                        team.yaml:2:62: workers[2]: found the number 5, expected a mapping with the keys of a worker: \
                        agent, name, description, provider, model, instructions, command, script, role, tools, env, \
                        workdir, result, background, limits, parallel, fresh, delegates, on_restart, restarts, permissions
                          2 | workers: [ { agent: a }, { agent: a, name: b, parallel: 2 }, 5 ]
                            |                                                              ^""");
    }

    @Test
    void programsAndFilesAreRelativeToTheFileThatNamesThem() throws IOException {
        files.with("agents/a.yaml", "command: [bin/run, ./data, ../x, plain, sub/dir]\n")
                .with("agents/bin/run", "#!/bin/sh\n")
                .with("team.yaml", TEAM);
        assertThat(files.complaint("team.yaml"))
                .startsWith("agents/a.yaml:1:11: command[0]: agents/bin/run is not executable; run `chmod +x ");
        Files.setPosixFilePermissions(folder.resolve("agents/bin/run"), PosixFilePermissions.fromString("rwx------"));

        assertThat(files.team("team.yaml").workers().getFirst().command())
                .containsExactly(
                        folder.resolve("agents/bin/run").toString(),
                        folder.resolve("agents/data").toString(),
                        folder.resolve("x").toString(),
                        "plain",
                        "sub/dir");
    }

    @Test
    void fileIsCheckedAsWhatItIs() {
        files.with("team.yaml", TEAM)
                .with("agents/a.yaml", "modle: x\nprovider: auto\n")
                .with("note.md", "---\ncolor: red\n---\n");
        var reader = new ProfileReader(List.of(), ProfileFiles.PROVIDERS);

        assertThat(catchThrowableOfType(
                                ProfileException.class, () -> reader.check(folder.resolve("agents/a.yaml"), Map.of()))
                        .problems())
                .extracting(Problem::message)
                .containsExactly("unknown key in an agent; did you mean `model`?");
        assertThat(reader.check(folder.resolve("note.md"), Map.of())).hasSize(1);
        files.with("agents/a.yaml", "model: x\n");
        assertThat(reader.check(folder.resolve("team.yaml"), Map.of())).isEmpty();
    }

    private String description() {
        return files.team("team.yaml").workers().getFirst().description();
    }

    private String bytes(byte[] bytes) throws IOException {
        Files.write(folder.resolve("team.yaml"), bytes);
        return files.complaint("team.yaml");
    }
}
