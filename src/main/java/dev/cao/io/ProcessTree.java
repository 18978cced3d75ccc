package dev.cao.io;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The processes that descend from one, as they were when the tree was taken: children of children, and on Linux also
 * orphans of the same session. Immutable; a number that the system has given to another process since is not touched.
 */
public final class ProcessTree {
    private static final Duration SIGNAL_DEADLINE = Duration.ofSeconds(10);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(2);

    private final List<ProcessHandle> processes;

    private ProcessTree(List<ProcessHandle> processes) {
        this.processes = List.copyOf(processes);
    }

    /** Takes the tree below and with this process; when it is gone, the orphans of its session. */
    public static ProcessTree of(ProcessHandle root) {
        if (!root.isAlive()) {
            return orphansOf(root.pid());
        }
        Map<Long, ProcessHandle> found = new LinkedHashMap<>();
        Stream.concat(Stream.of(root), root.descendants()).forEach(process -> found.put(process.pid(), process));
        for (long member : sessionMembers(root.pid())) {
            ProcessHandle.of(member).ifPresent(process -> found.putIfAbsent(member, process));
        }
        return new ProcessTree(List.copyOf(found.values()));
    }

    /**
     * Takes the trees of all these processes and the orphans of these ended session leaders, as {@link #of} and
     * {@link #orphansOf} do one by one, with a single look at the system's processes.
     */
    public static ProcessTree ofAll(Set<Long> roots, Set<Long> endedLeaders) {
        Map<Long, Stat> table = stats();
        if (table.isEmpty()) {
            Stream<ProcessTree> trees =
                    roots.stream().flatMap(root -> ProcessHandle.of(root).map(ProcessTree::of).stream());
            return trees.reduce(none(), ProcessTree::and);
        }
        Set<Long> found = new LinkedHashSet<>();
        for (long root : roots) {
            addTree(root, table, found);
        }
        Set<Long> leaders = new HashSet<>(endedLeaders);
        roots.stream().filter(root -> !table.containsKey(root)).forEach(leaders::add);
        leaders.removeIf(leader -> Optional.ofNullable(table.get(leader))
                .filter(stat -> stat.session() == leader)
                .isPresent());
        table.forEach((pid, stat) -> {
            if (leaders.contains(stat.session())) {
                found.add(pid);
            }
        });
        return new ProcessTree(
                found.stream().flatMap(pid -> ProcessHandle.of(pid).stream()).toList());
    }

    private static void addTree(long root, Map<Long, Stat> table, Set<Long> found) {
        Stat own = table.get(root);
        if (own == null || !found.add(root)) {
            return;
        }
        table.forEach((pid, stat) -> {
            if (stat.parent() == root || stat.session() == root) {
                addTree(pid, table, found);
            }
        });
    }

    /** Takes what an ended session leader left behind; nothing where its number belongs to another process by now. */
    public static ProcessTree orphansOf(long leader) {
        List<Long> members = sessionMembers(leader);
        // The system gives the leader's number away only when no process of its session lives.
        return members.contains(leader)
                ? new ProcessTree(List.of())
                : new ProcessTree(members.stream()
                        .flatMap(member -> ProcessHandle.of(member).stream())
                        .toList());
    }

    /**
     * Takes the processes that have all these variables in the environment they were started with, but for our own; none
     * where the system does not tell (other than Linux).
     */
    public static ProcessTree marked(Map<String, String> variables) {
        return new ProcessTree(List.copyOf(EnvironmentMark.carriers(variables)));
    }

    /** Takes the members of a control group. */
    public static ProcessTree membersOf(ControlGroup group) {
        return new ProcessTree(group.members());
    }

    /** Returns the living ones, each as its number and command, for people. */
    public List<String> living() {
        return processes.stream()
                .filter(ProcessTree::lives)
                .map(process -> "%d (%s)"
                        .formatted(process.pid(), process.info().command().orElse("?")))
                .toList();
    }

    /** Returns a tree of nothing. */
    public static ProcessTree none() {
        return new ProcessTree(List.of());
    }

    /** Takes this process alone. */
    public static ProcessTree only(ProcessHandle process) {
        return new ProcessTree(List.of(process));
    }

    /** Returns the processes of both. */
    public ProcessTree and(ProcessTree other) {
        Map<Long, ProcessHandle> all = new LinkedHashMap<>();
        Stream.concat(processes.stream(), other.processes.stream()).forEach(process -> all.put(process.pid(), process));
        return new ProcessTree(List.copyOf(all.values()));
    }

    public boolean isAlive() {
        return processes.stream().anyMatch(ProcessTree::lives);
    }

    /** Sends SIGHUP to all that live, waits until they are gone, and kills those that outlive the patience. */
    public void end(Duration patience) throws InterruptedException {
        List<Long> living = processes.stream()
                .filter(ProcessTree::lives)
                .map(ProcessHandle::pid)
                .toList();
        if (living.isEmpty()) {
            return;
        }
        signal("HUP", living);
        killAfter(patience);
    }

    /** Waits until all are gone, and kills those that outlive the patience. */
    public void killAfter(Duration patience) throws InterruptedException {
        if (!awaitEnd(patience)) {
            processes.stream().filter(ProcessTree::lives).forEach(ProcessHandle::destroyForcibly);
            awaitEnd(SIGNAL_DEADLINE);
        }
    }

    /** Waits until all are gone; false when some still live at the deadline. */
    public boolean awaitEnd(Duration patience) throws InterruptedException {
        // ProcessHandle.onExit looks too, but rarely: with pauses of seconds.
        return Looks.until(() -> !isAlive(), LOOK_AGAIN, patience);
    }

    /**
     * Sends a signal, by name without SIG, to the foreground process group of this process's terminal. False when there
     * is none.
     */
    public static boolean signalForeground(long pid, String signal) throws InterruptedException {
        OptionalLong group = foregroundGroup(pid);
        return group.isPresent() && signal(signal, List.of(-group.getAsLong()));
    }

    /** Sends a signal, by name without SIG, to one process. False when it is gone. */
    public static boolean signal(long pid, String signal) throws InterruptedException {
        return signal(signal, List.of(pid));
    }

    private static boolean signal(String signal, List<Long> targets) throws InterruptedException {
        // The shell's own kill: the program of that name is not part of every minimal system.
        List<String> argv = new ArrayList<>(List.of("/bin/sh", "-c", "s=$1; shift; kill -s \"$s\" -- \"$@\"", "sh"));
        argv.add(signal);
        targets.forEach(target -> argv.add(Long.toString(target)));
        try {
            return Subprocess.run(argv, Path.of("/"), Map.of(), "", SIGNAL_DEADLINE)
                    .ok();
        } catch (IOException e) {
            throw new IllegalStateException("cannot run /bin/sh", e);
        }
    }

    /** Tells whether the process has ended and its parent has not looked yet (Linux; elsewhere always false). */
    public static boolean isZombie(long pid) {
        return stat(pid).map(s -> s.state().equals("Z")).orElse(false);
    }

    private static boolean lives(ProcessHandle process) {
        return process.isAlive() && !isZombie(process.pid());
    }

    private static OptionalLong foregroundGroup(long pid) throws InterruptedException {
        var stat = stat(pid);
        if (stat.isPresent()) {
            long group = stat.get().foregroundGroup();
            return group > 1 ? OptionalLong.of(group) : OptionalLong.empty();
        }
        try {
            String out = Subprocess.run(
                            List.of("/bin/ps", "-o", "tpgid=", "-p", Long.toString(pid)),
                            Path.of("/"),
                            Map.of(),
                            "",
                            SIGNAL_DEADLINE)
                    .out()
                    .strip();
            return out.matches("[1-9]\\d*") ? OptionalLong.of(Long.parseLong(out)) : OptionalLong.empty();
        } catch (IOException _) {
            return OptionalLong.empty();
        }
    }

    private static List<Long> sessionMembers(long session) {
        List<Long> members = new ArrayList<>();
        stats().forEach((pid, stat) -> {
            if (stat.session() == session) {
                members.add(pid);
            }
        });
        return members;
    }

    /** Looks at all processes; empty where there is no /proc of Linux. */
    private static Map<Long, Stat> stats() {
        Map<Long, Stat> stats = new LinkedHashMap<>();
        String[] names = new File("/proc").list();
        if (names != null && Files.exists(Path.of("/proc/self/stat"))) {
            for (String name : names) {
                if (Character.isDigit(name.charAt(0))) {
                    long pid = Long.parseLong(name);
                    stat(pid).ifPresent(stat -> stats.put(pid, stat));
                }
            }
        }
        return stats;
    }

    /** The fields of /proc/PID/stat that follow the name in parentheses: state ppid pgrp session tty tpgid (proc(5)). */
    private record Stat(String state, long parent, long session, long foregroundGroup) {}

    private static Optional<Stat> stat(long pid) {
        try {
            String line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            return Optional.of(new Stat(
                    fields[0], Long.parseLong(fields[1]), Long.parseLong(fields[3]), Long.parseLong(fields[5])));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
