package dev.cao.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.domain.ExitStatus;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunPhase;
import dev.cao.domain.WorkerName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArtifactsTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final String KEY = "quote\"and\\backslash";

    @TempDir
    private Path root;

    @Test
    void folderHoldsWhatHappenedAndNoSecret() throws IOException {
        Path run = root.resolve("run");
        Path events = run.resolve("workers/one/events-x.jsonl");
        put(events, "{\"text\":\"my token is " + TOKEN + "\"}\n");
        put(run.resolve("workers/one/token"), TOKEN);
        put(run.resolve("terminal/one-42.out"), "printed " + TOKEN + "\n");
        put(run.resolve("terminal/start-one.sh"), "export CAO_TOKEN=" + TOKEN);
        put(run.resolve("orchestrator.log"), "log\n");
        WorkerName one = new WorkerName("one");
        RunRecord record = new SampleRun(run)
                .add(new RunEvent.WorkerStarting(one, 1, "command", "", "x", events.toString()))
                .add(new RunEvent.WorkerStarted(one, 1, "one", "%1", 42))
                .done("one", "first", "the key is " + KEY)
                .ended(RunPhase.DONE, ExitStatus.DONE, "done");
        Redaction redaction = new Redaction(
                record.directory(), List.of(Map.of("MY_API_KEY", KEY, "PATH", "printed", "SHORT_TOKEN", "the")));

        Artifacts.prepare(root.resolve("artifacts")).write(record, "<xml/>", "# page", redaction);

        assertThat(files(root.resolve("artifacts")))
                .containsExactlyInAnyOrder(
                        "junit.xml",
                        "summary.md",
                        "status.json",
                        "journal.jsonl",
                        "answers/t1.md",
                        "workers/one/events-1.jsonl",
                        "workers/one/output-1.txt",
                        "orchestrator.log");
        assertThat(root.resolve("artifacts/answers/t1.md")).hasContent("the key is ***");
        assertThat(root.resolve("artifacts/workers/one/output-1.txt")).hasContent("printed ***");
        assertThat(contents(root.resolve("artifacts"))).doesNotContain(TOKEN, "and\\\\backslash");
    }

    private static void put(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .toList();
        }
    }

    private static String contents(Path folder) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String file : files(folder)) {
            all.append(Files.readString(folder.resolve(file)));
        }
        return all.toString();
    }
}
