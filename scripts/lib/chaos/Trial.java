import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Lets one scenario happen to the real cao as a person would see it: {@code cao launch}, and {@code cao resume} for as
 * long as the run has no end. Knows nothing but commands, documented events and files. Use once, by one thread.
 */
final class Trial {
    private static final int MOST_RESUMES = 8;
    private static final int PATIENCE_SECONDS = 150;
    /** The last answer of the plan, and so of the run: nothing happens to a run after its end. */
    private static final Set<Integer> ENDED = Set.of(0, 1, 4, 5, 124);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Scenario scenario;
    private final Path cao;
    private final Path folder;
    private final ScheduledExecutorService later = Executors.newScheduledThreadPool(2);
    private final Set<Fault> struck = ConcurrentHashMap.newKeySet();
    /** Faults of bridges that are not there yet. */
    private final Set<Fault> waiting = ConcurrentHashMap.newKeySet();

    private final List<String> deeds = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<String, Long> agents = new ConcurrentHashMap<>();
    private volatile Process orchestrator;
    private volatile String terminals = "";
    private volatile Disk disk = Disk.NONE;
    private volatile boolean lost;
    private int resumes;

    /** @param folder empty; its name is in every process of the run, so that none can hide */
    Trial(Scenario scenario, Path cao, Path folder) {
        this.scenario = scenario;
        this.cao = cao;
        this.folder = folder;
    }

    /** What came of it. No violations: all that is promised was held. */
    record Verdict(long seed, List<String> violations, List<String> deeds, int resumes, int uncertain, long millis) {}

    Verdict run() throws IOException, InterruptedException {
        long start = System.nanoTime();
        for (String name : List.of("team", "state", "run", "tmp")) {
            Files.createDirectories(folder.resolve(name));
        }
        scenario.write(folder.resolve("team"));
        Path state = folder.resolve("state");
        disk = scenario.losesDisk()
                ? Disk.losable(state, folder.resolve("disk.image"))
                : scenario.fills() ? Disk.small(state) : Disk.NONE;
        for (Fault fault : scenario.faults()) {
            if (fault.when() instanceof Fault.When.After(int millis)) {
                later.schedule(() -> strike(fault), millis, TimeUnit.MILLISECONDS);
            }
        }
        List<String> violations = new ArrayList<>();
        try {
            int exit = follow("launch", "--profile", "chaos.yaml", "--ci", "--yes", "--events", "-");
            while (!ENDED.contains(exit) && exit >= 0 && resumes < MOST_RESUMES) {
                resumes++;
                rebootIfLost();
                Optional<String> name = name();
                exit = name.isPresent()
                        ? follow("resume", name.get(), "--ci", "--events", "-")
                        : follow("launch", "--profile", "chaos.yaml", "--ci", "--yes", "--events", "-");
            }
            if (exit != 0) {
                violations.add(exit < 0 ? "no end within %d s".formatted(PATIENCE_SECONDS) : "exit code " + exit);
            }
        } finally {
            later.shutdownNow();
        }
        rebootIfLost();
        disk.empty();
        Evidence evidence = Evidence.of(scenario, folder, journal());
        violations.addAll(evidence.violations());
        if (!violations.isEmpty() && disk.isOwn()) {
            output(
                    "cp",
                    "-a",
                    folder.resolve("state").toString(),
                    folder.resolve("state-of-the-disk").toString());
        }
        disk.close();
        return new Verdict(
                scenario.seed(),
                violations,
                List.copyOf(deeds),
                resumes,
                evidence.uncertain(),
                (System.nanoTime() - start) / 1_000_000);
    }

    /** A disk that was lost is repaired after a reboot: everything is gone, and so are runtime and temp files. */
    private void rebootIfLost() throws IOException {
        if (!lost) {
            return;
        }
        Evidence.processesOf(folder).forEach(ProcessHandle::destroyForcibly);
        Evidence.processesOf(folder).forEach(process -> process.onExit().join());
        output("sh", "-c", "rm -rf '%1$s'/run/* '%1$s'/tmp/*".formatted(folder));
        disk.repair(folder.resolve("saved"));
        lost = false;
    }

    /** Runs a command that leads the run, and strikes at its events; returns its exit code, -1 if it had no end. */
    private int follow(String... arguments) throws IOException, InterruptedException {
        Process process = start(arguments, "out");
        orchestrator = process;
        Thread reader = Thread.ofVirtual().start(() -> read(process));
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        reader.join();
        return ended ? process.exitValue() : -1;
    }

    private Process start(String[] arguments, String log) throws IOException {
        List<String> command = new ArrayList<>(List.of(cao.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.resolve("team").toFile());
        builder.environment().put("CAO_HOME", folder.resolve("state").toString());
        builder.environment().put("XDG_RUNTIME_DIR", folder.resolve("run").toString());
        builder.environment().put("TMPDIR", folder.resolve("tmp").toString());
        builder.environment().put("CAO_JAVA_OPTS", "-Djava.io.tmpdir=" + folder.resolve("tmp"));
        builder.redirectError(
                ProcessBuilder.Redirect.appendTo(folder.resolve(log + ".log").toFile()));
        builder.redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
        return builder.start();
    }

    private void read(Process process) {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("{")) {
                    seen(JSON.readTree(line));
                }
            }
        } catch (IOException _) {
            // It was killed in the middle of a line.
        }
    }

    private void seen(JsonNode event) {
        String type = event.path("type").asText();
        if (type.equals("worker_started")) {
            agents.put(event.path("worker").asText(), event.path("pid").asLong());
        } else if (type.equals("orchestrator_started")) {
            terminals = event.path("tmux_socket").asText();
        }
        int number = counts.merge(type, 1, Integer::sum);
        List.copyOf(waiting).forEach(this::strike);
        for (Fault fault : scenario.faults()) {
            if (fault.when().equals(new Fault.When.AtEvent(type, number))) {
                strike(fault);
            }
        }
    }

    private void strike(Fault fault) {
        if (!struck.add(fault)) {
            return;
        }
        boolean hit = switch (fault.what()) {
            case Fault.What.KillOrchestrator _ -> signal("KILL", orchestrator.pid());
            case Fault.What.StopOrchestrator(int millis) -> pause(orchestrator.pid(), millis);
            case Fault.What.KillAgent(int agent) -> agent(agent) > 0 && signal("KILL", agent(agent));
            case Fault.What.StopAgent(int agent, int millis) -> agent(agent) > 0 && pause(agent(agent), millis);
            case Fault.What.KillTerminals _ -> server() > 0 && signal("KILL", server());
            case Fault.What.StopTerminals(int millis) -> server() > 0 && pause(server(), millis);
            case Fault.What.KillBridge(int agent) -> bridge(agent) > 0 && signal("KILL", bridge(agent));
            case Fault.What.StopBridge(int agent, int millis) -> bridge(agent) > 0 && pause(bridge(agent), millis);
            case Fault.What.FillDisk(int millis) -> fill(millis);
            case Fault.What.LoseDisk _ -> lose();
        };
        if (hit) {
            deeds.add(fault.toString());
            waiting.remove(fault);
        } else if (fault.bridge().isPresent()) {
            struck.remove(fault);
            waiting.add(fault);
        }
    }

    private long agent(int number) {
        return agents.getOrDefault(scenario.workers().get(number).name(), 0L);
    }

    /** Its agent starts it with the first call of a tool. */
    private long bridge(int number) {
        return ProcessHandle.of(agent(number)).stream()
                .flatMap(ProcessHandle::descendants)
                .filter(process -> Evidence.seen(process).contains("\0mcp\0"))
                .mapToLong(ProcessHandle::pid)
                .findFirst()
                .orElse(0);
    }

    private long server() {
        String said = terminals.isEmpty() ? "" : output("tmux", "-S", terminals, "display-message", "-p", "#{pid}");
        return said.isEmpty() ? 0 : Long.parseLong(said);
    }

    private boolean pause(long pid, int millis) {
        boolean stopped = signal("STOP", pid);
        if (stopped) {
            later.schedule(() -> signal("CONT", pid), millis, TimeUnit.MILLISECONDS);
        }
        return stopped;
    }

    /** Only on a disk of its own: the machine's must not be filled. */
    private boolean fill(int millis) {
        if (!disk.isOwn()) {
            return false;
        }
        disk.fill();
        later.schedule(disk::empty, millis, TimeUnit.MILLISECONDS);
        return true;
    }

    private boolean lose() {
        lost = disk.canBeLost() && !lost && disk.lose();
        return lost;
    }

    private static boolean signal(String name, long pid) {
        boolean ours = ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
        if (ours) {
            output("kill", "-" + name, Long.toString(pid));
        }
        return ours;
    }

    private Optional<String> name() throws IOException {
        Path runs = folder.resolve("state/runs");
        if (!Files.isDirectory(runs)) {
            return Optional.empty();
        }
        try (Stream<Path> all = Files.list(runs)) {
            return all.map(run -> run.getFileName().toString())
                    .filter(run -> !run.startsWith("."))
                    .findFirst();
        }
    }

    private List<JsonNode> journal() throws IOException, InterruptedException {
        List<JsonNode> entries = new ArrayList<>();
        Optional<String> name = name();
        if (name.isPresent()) {
            Process logs = start(new String[] {"logs", name.get(), "--json"}, "logs");
            try (BufferedReader lines = logs.inputReader()) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    entries.add(JSON.readTree(line));
                }
            }
            logs.waitFor();
        }
        return entries;
    }

    /** Runs a command; tells whether it could be run and ended well. */
    static boolean succeeds(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static String output(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(process.getInputStream().readAllBytes()).strip();
            process.waitFor();
            return said;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
