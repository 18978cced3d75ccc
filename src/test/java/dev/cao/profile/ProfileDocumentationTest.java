package dev.cao.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Examples of docs/profiles.md: {@code file=} must be read, {@code bad=} must be answered with its {@code complaint=}. */
final class ProfileDocumentationTest {
    private static final Path PROJECT = Path.of(System.getProperty("cao.test.root", ""));
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```\\w+ (file|bad|complaint)=(\\S+)\\n(.*?)^```$");

    @TempDir
    private Path folder;

    private String page = "";

    @BeforeEach
    void readPage() throws IOException {
        page = Files.readString(PROJECT.resolve("docs/profiles.md"));
        var files = new ProfileFiles(folder);
        for (MatchResult block : blocks("file", "bad")) {
            files.with(block.group(2), block.group(3));
        }
        files.with("agents/lint.sh", "#!/bin/sh\n");
        Files.setPosixFilePermissions(folder.resolve("agents/lint.sh"), PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void examplesAreRead() {
        var reader = new ProfileReader(List.of(), ProfileFiles.PROVIDERS);
        List<String> read = new ArrayList<>();
        for (MatchResult block : blocks("file")) {
            String name = block.group(2);
            if (block.group(3).contains("\nworkers:")) {
                reader.read(folder.resolve(name), Map.of());
                read.add(name);
            } else if (name.startsWith("agents/")) {
                reader.readAgent(folder.resolve(name));
                read.add(name);
            }
        }
        assertThat(read)
                .containsExactly(
                        "review.yaml",
                        "agents/lint.yaml",
                        "agents/reviewer.md",
                        "told.yaml",
                        "supervised.yaml",
                        "led.yaml");
    }

    @Test
    void complaintIsTheRealOne() {
        for (MatchResult complaint : blocks("complaint")) {
            assertThat(new ProfileFiles(folder).complaint(complaint.group(2)) + "\n")
                    .isEqualTo(complaint.group(3));
        }
    }

    @Test
    void everyKeyIsExplained() {
        List<String> keys = Stream.of(
                        Keys.TEAM,
                        Keys.WORKER,
                        Keys.SUPERVISOR,
                        Keys.TASK,
                        Keys.SEND,
                        Keys.WAIT,
                        Keys.WRITE,
                        Keys.STEP,
                        Keys.LIMITS,
                        Keys.ON,
                        Keys.HOOK)
                .flatMap(table -> table.known().stream())
                .distinct()
                .toList();

        assertThat(keys).allSatisfy(key -> assertThat(page).containsPattern("`" + key + "[`:]"));
        assertThat(Keys.AGENT.notYet()).allSatisfy(key -> assertThat(page).contains("`" + key + "`"));
    }

    private List<MatchResult> blocks(String... kinds) {
        return BLOCK.matcher(page)
                .results()
                .filter(block -> List.of(kinds).contains(block.group(1)))
                .toList();
    }
}
