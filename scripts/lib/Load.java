import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Puts a real cao under load and prints what it cost, as lines "group NAME" and "report NAME VALUE", tab-separated.
 *
 * <p>Usage: {@code java Load.java CAO FOLDER [PART…]}
 */
final class Load {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_SESSIONS = 25;
    /** A plan writes the same files each time that it is run again. */
    private static final int FILES = 1_000;

    private final Path cao;
    private final Path folder;

    private Load(Path cao, Path folder) {
        this.cao = cao;
        this.folder = folder;
    }

    public static void main(String[] args) throws Exception {
        Load load = new Load(Path.of(args[0]), Path.of(args[1]));
        List<String> parts = args.length > 2
                ? List.of(args).subList(2, args.length)
                : List.of("workers", "runs", "flood", "messages", "journal");
        for (String part : parts) {
            switch (part) {
                case "workers" -> load.workers();
                case "runs" -> load.runs();
                case "flood" -> load.flood();
                case "messages" -> load.messages();
                case "journal" -> load.journal();
                default -> throw new IllegalArgumentException("there is no part " + part);
            }
        }
    }

    private static void group(String name) {
        System.out.println("group\t" + name);
    }

    private static void report(String name, long value) {
        System.out.println("report\t" + name + "\t" + Math.max(1, value));
    }

    private LoadRun team(String name, int workers) throws IOException {
        LoadRun run = new LoadRun(cao, folder, name);
        run.agent("w", "cat");
        StringBuilder team = new StringBuilder();
        for (int first = 0; first < workers; first += MOST_SESSIONS) {
            team.append("  - { agent: w, name: w%d, parallel: %d }\n"
                    .formatted(first / MOST_SESSIONS, Math.min(MOST_SESSIONS, workers - first)));
        }
        StringBuilder plan = new StringBuilder();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            plan.append("  - assign: { to: w%d, task: \"word %d\", as: a%d }\n".formatted(i / MOST_SESSIONS, i, i));
            names.add("a" + i);
        }
        run.team(team.toString(), plan + "  - wait: { for: [%s] }\n".formatted(String.join(", ", names)));
        return run;
    }

    private void workers() throws Exception {
        List<LoadRun> teams = new ArrayList<>();
        int[] sizes = {2, 20, 100};
        for (int size : sizes) {
            teams.add(team("workers-" + size, size).start().await());
        }
        group("workers in one run, a task each: whole run (ms)");
        for (int i = 0; i < sizes.length; i++) {
            report(sizes[i] + " workers", teams.get(i).millis);
        }
        group("its orchestrator: memory (MB)");
        for (int i = 0; i < sizes.length; i++) {
            report(sizes[i] + " workers", teams.get(i).peak.megabytes);
        }
        group("its orchestrator: threads of the system");
        for (int i = 0; i < sizes.length; i++) {
            report(sizes[i] + " workers", teams.get(i).peak.threads);
        }
        group("its orchestrator: descriptors");
        for (int i = 0; i < sizes.length; i++) {
            report(sizes[i] + " workers", teams.get(i).peak.descriptors);
        }
    }

    private void runs() throws Exception {
        long alone = team("alone", 2).start().await().millis;
        long start = System.nanoTime();
        List<LoadRun> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            all.add(team("ten-" + i, 2).start());
        }
        for (LoadRun run : all) {
            run.await();
        }
        long whole = (System.nanoTime() - start) / 1_000_000;
        group("ten runs of two workers at once (ms)");
        report("one alone", alone);
        report("all ten", whole);
        group("the largest of their orchestrators: memory (MB)");
        report("of ten", all.stream().mapToLong(run -> run.peak.megabytes).max().orElse(0));
    }

    private void flood() throws Exception {
        StringBuilder plan = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            plan.append("  - handoff: { to: quiet, task: \"word %1$d\", as: q%1$d }\n".formatted(i));
        }
        LoadRun calm = new LoadRun(cao, folder, "calm");
        calm.agent("quiet", "cat");
        calm.team("  - { agent: quiet }\n", plan.toString());
        calm.start().await();
        LoadRun loud = new LoadRun(cao, folder, "loud");
        loud.agent("quiet", "cat");
        loud.agent("loud", "sh", "-c", printing("/dev/tty"));
        loud.team(
                "  - { agent: quiet }\n  - { agent: loud }\n",
                "  - assign: { to: loud, task: shout, as: shout }\n" + plan + "  - wait: { for: [shout] }\n");
        loud.start().await();
        long printing = loud.events.stream()
                .filter(event -> event.path("type").asText().equals("task_ended"))
                .map(event -> event.path("outcome").path("answer").asText())
                .filter(answer -> answer.matches("\\d{3,}"))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(1);
        group("a program that prints 500 MB on its terminal (MB a second)");
        report("in tmux alone", speed(TmuxAlone.said(folder.resolve("alone-tmux"), printing("/dev/tty"), "")));
        report(
                "in tmux alone, with pipe-pane to nowhere",
                speed(TmuxAlone.said(folder.resolve("alone-pipe"), printing("/dev/tty"), "cat >/dev/null")));
        report("as a worker", 500_000 / printing);
        report(
                "to nowhere: what it tries",
                speed(TmuxAlone.said(folder.resolve("alone-null"), printing("/dev/null"), "")));
        group("handoff to another worker meanwhile (ms)");
        report("nobody prints", calm.handoff("quiet"));
        report("one prints", loud.handoff("quiet"));
        group("memory of the orchestrator (MB)");
        report("nobody prints", calm.peak.megabytes);
        report("one prints", loud.peak.megabytes);
        group("memory of its tmux server (MB)");
        report("nobody prints", calm.ofTerminals.megabytes);
        report("one prints", loud.ofTerminals.megabytes);
        group("kept of what was printed (MB)");
        try (Stream<Path> files = Files.list(loud.only("terminal"))) {
            report(
                    "on the disk",
                    files.mapToLong(file -> file.toFile().length()).sum() / 1_000_000);
        }
    }

    /** Prints 500 MB there, and then says how many milliseconds that took. */
    private static String printing(String where) {
        return "cat >/dev/null; s=$(date +%s%N); i=0; while [ $i -lt 100 ]; do head -c 5000000 /dev/zero | tr '\\0' x | fold"
                + " -w 150 >" + where + "; i=$((i+1)); done; echo $(( ($(date +%s%N) - s) / 1000000 ))";
    }

    private static long speed(String millis) {
        return 500_000 / Long.parseLong(millis);
    }

    private void messages() throws Exception {
        List<LoadRun> all = new ArrayList<>();
        List<Long> recorded = new ArrayList<>();
        List<Long> delivered = new ArrayList<>();
        int[] numbers = {50, 5000};
        for (int number : numbers) {
            LoadRun run = new LoadRun(cao, folder, "messages-" + number);
            run.agent("busy", "sh", "-c", "cat >/dev/null; until [ -e go ]; do sleep 0.1; done");
            run.team(
                    "  - { agent: busy }\n",
                    "  - assign: { to: busy, task: wait, as: a }\n  - wait: { for: [a] }\n"
                            + "  - handoff: { to: busy, task: last }\n");
            run.start();
            Thread reader = Thread.ofPlatform().start(() -> {
                try {
                    run.await();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            until(() -> Files.exists(run.place.resolve("state/runs"))
                    && Files.exists(run.only("place"))
                    && run.events.stream().anyMatch(e -> e.path("type").asText().equals("task_accepted")));
            long start = System.nanoTime();
            send(Path.of(Files.readAllLines(run.only("place")).getFirst()), number);
            recorded.add((System.nanoTime() - start) / 1_000_000);
            start = System.nanoTime();
            Files.writeString(run.place.resolve("go"), "");
            reader.join();
            delivered.add((System.nanoTime() - start) / 1_000_000);
            all.add(run);
        }
        group("messages to a busy worker: recorded (microseconds each)");
        for (int i = 0; i < numbers.length; i++) {
            report(numbers[i] + " messages", recorded.get(i) * 1000 / numbers[i]);
        }
        group("delivered, and the run over, once it is free (ms)");
        for (int i = 0; i < numbers.length; i++) {
            report(numbers[i] + " messages", delivered.get(i));
        }
        group("memory of the orchestrator (MB)");
        for (int i = 0; i < numbers.length; i++) {
            report(numbers[i] + " messages", all.get(i).peak.megabytes);
        }
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void until(Condition condition) throws Exception {
        long deadline = System.nanoTime() + 120_000_000_000L;
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("it took too long");
            }
            Thread.sleep(20);
        }
    }

    private static void send(Path socket, int number) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            BufferedReader answers =
                    new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
            for (int i = 0; i < number; i++) {
                String line =
                        "{\"v\":1,\"id\":%d,\"type\":\"send\",\"receiver\":\"busy\",\"text\":\"message number %d\"}\n"
                                .formatted(i, i);
                channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
                String answer = answers.readLine();
                if (answer == null || !answer.contains("true")) {
                    throw new IOException("refused: " + answer);
                }
            }
        }
    }

    private void journal() throws Exception {
        List<long[]> figures = new ArrayList<>();
        int[] numbers = {1_000, 1_000_000};
        for (int number : numbers) {
            figures.add(journal(number));
        }
        String[] names = {
            "cao status (ms)",
            "cao status: memory (MB)",
            "cao logs --json, all of it (ms)",
            "cao logs: memory (MB)",
            "cao report --html (ms)",
            "cao report: memory (MB)",
            "cao resume to the end of the run (ms)",
            "its orchestrator: memory (MB)"
        };
        for (int i = 0; i < names.length; i++) {
            group("a journal of many events: " + names[i]);
            for (int j = 0; j < numbers.length; j++) {
                report(numbers[j] + " events", figures.get(j)[i]);
            }
        }
    }

    private long[] journal(int number) throws Exception {
        LoadRun run = new LoadRun(cao, folder, "journal-" + number);
        run.agent("busy", "sh", "-c", "cat >/dev/null; until [ -e go ]; do sleep 0.1; done");
        run.team("  - { agent: busy }\n", "  - handoff: { to: busy, task: wait }\n");
        run.start();
        Thread reader = Thread.ofPlatform().start(() -> {
            try {
                run.await();
            } catch (Exception _) {
                // It is killed.
            }
        });
        until(() -> run.events.stream().anyMatch(e -> e.path("type").asText().equals("task_accepted")));
        run.process.destroyForcibly().waitFor();
        reader.join();
        grow(run.only("journal.db"), number);
        Files.writeString(run.place.resolve("go"), "");
        long[] figures = new long[8];
        timed(run.command("status", run.id()), figures, 0);
        timed(run.command("logs", run.id(), "--json"), figures, 2);
        timed(run.command("report", run.id(), "--html"), figures, 4);
        timed(run.command("resume", run.id(), "--ci"), figures, 6);
        return figures;
    }

    private static void timed(Process process, long[] figures, int at) throws Exception {
        long start = System.nanoTime();
        Peak peak = new Peak(process.pid());
        process.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        if (process.waitFor() != 0) {
            throw new IllegalStateException(process.info() + " failed");
        }
        figures[at] = (System.nanoTime() - start) / 1_000_000;
        figures[at + 1] = peak.megabytes;
        peak.end();
    }

    /** A run of many days: turns that were paid for, and files that were written. */
    private static void grow(Path journal, int number) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + journal)) {
            connection.setAutoCommit(false);
            long seq;
            try (var last = connection.createStatement().executeQuery("SELECT max(seq) FROM event")) {
                last.next();
                seq = last.getLong(1);
            }
            long now = System.currentTimeMillis();
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO event (seq, at, type, body) VALUES (?, ?, ?, ?)")) {
                for (int i = 1; i <= number; i++) {
                    boolean paid = i % 2 == 0;
                    insert.setLong(1, seq + i);
                    insert.setLong(2, now);
                    insert.setString(3, paid ? "usage_measured" : "file_writing");
                    insert.setString(
                            4,
                            paid
                                    ? "{\"worker\":\"busy\",\"model\":\"m\",\"input\":100,\"output\":10,\"cacheRead\":0,"
                                            + "\"cacheWrite\":0,\"costUsd\":0.001}"
                                    : "{\"file\":\"a/file/that/was/written/%d.md\",\"bytes\":%d}"
                                            .formatted(i % FILES, i));
                    insert.addBatch();
                    if (i % 10_000 == 0) {
                        insert.executeBatch();
                    }
                }
                insert.executeBatch();
            }
            connection.commit();
        }
    }
}
