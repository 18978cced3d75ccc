package dev.cao.io;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A group of processes that the kernel keeps together (Linux, cgroup v2), whatever they do to their parent, session, terminal
 * and environment. Made below our own, where the system lets us; it limits nothing. Immutable, safe for many threads.
 */
public final class ControlGroup {
    private static final Path PROC = Path.of("/proc/self");
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    private final Path folder;

    private ControlGroup(Path folder) {
        this.folder = folder;
    }

    /** Makes a group of that name; empty where none may be made. */
    public static Optional<ControlGroup> make(String name) {
        try {
            Optional<Path> own = own();
            if (own.isEmpty() || !Files.isWritable(own.get())) {
                return Optional.empty();
            }
            Path folder = own.get().resolve(name);
            if (!Files.isDirectory(folder)) {
                Files.createDirectory(folder);
            }
            return Optional.of(new ControlGroup(folder)).filter(group -> Files.isWritable(group.joining()));
        } catch (IOException _) {
            // The kernel or a container's rules forbid it: the other ways to find members must do.
            return Optional.empty();
        }
    }

    /** Returns the group that was made there; empty when it is gone. */
    public static Optional<ControlGroup> at(Path folder) {
        return Optional.of(new ControlGroup(folder)).filter(group -> Files.isReadable(group.joining()));
    }

    /** Our own group: the line "0::/PATH" of /proc/self/cgroup, below the place where cgroup2 is mounted. */
    private static Optional<Path> own() throws IOException {
        if (!Files.isReadable(PROC.resolve("cgroup"))) {
            return Optional.empty();
        }
        Optional<String> path = Files.readAllLines(PROC.resolve("cgroup")).stream()
                .filter(line -> line.startsWith("0::/"))
                .map(line -> line.substring("0::/".length()))
                .findFirst();
        Optional<Path> mounted = Files.readAllLines(PROC.resolve("mounts")).stream()
                .map(line -> line.split(" "))
                .filter(fields -> fields.length > 2 && fields[2].equals("cgroup2"))
                .map(fields -> Path.of(fields[1]))
                .findFirst();
        return mounted.flatMap(root -> path.map(root::resolve)).filter(Files::isDirectory);
    }

    public Path folder() {
        return folder;
    }

    /** Returns the file into which a process writes its number to become a member, with all that it starts from then on. */
    public Path joining() {
        return folder.resolve("cgroup.procs");
    }

    /** Returns the living members. */
    List<ProcessHandle> members() {
        try {
            return Files.readAllLines(joining()).stream()
                    .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
                    .toList();
        } catch (IOException _) {
            // It was removed, so it has none.
            return List.of();
        }
    }

    /** Kills all members at once, also those that are being started (Linux 5.14; before that nothing happens). */
    public void kill() {
        try {
            Path kill = folder.resolve("cgroup.kill");
            if (Files.isWritable(kill)) {
                Files.writeString(kill, "1", StandardCharsets.US_ASCII);
            }
        } catch (IOException _) {
            // It is gone, and so are its members.
            return;
        }
    }

    /** Returns the groups below our own whose name begins so and that nobody is in. */
    public static List<ControlGroup> emptyOnes(String prefix) {
        try {
            Optional<Path> own = own();
            if (own.isEmpty()) {
                return List.of();
            }
            try (DirectoryStream<Path> groups = Files.newDirectoryStream(own.get(), prefix + "*")) {
                return StreamSupport.stream(groups.spliterator(), false)
                        .map(ControlGroup::new)
                        .filter(ControlGroup::isEmpty)
                        .toList();
            }
        } catch (IOException | DirectoryIteratorException _) {
            // Where nothing may be read, nothing was made.
            return List.of();
        }
    }

    /** Tells whether nobody is in it or below it. The first thread of a program may have ended before the others. */
    private boolean isEmpty() {
        try {
            return Files.readAllLines(folder.resolve("cgroup.events")).contains("populated 0");
        } catch (IOException _) {
            return !Files.exists(folder);
        }
    }

    /** Waits until all who are in it have ended, and removes it; it stays when some have not by then. */
    public void removeWhenEmpty(Duration patience) throws InterruptedException {
        if (Looks.until(this::isEmpty, LOOK_AGAIN, patience)) {
            remove();
        }
    }

    /** Removes the group and those that members made in it. Nothing happens while it has members. */
    public void remove() {
        try (Stream<Path> below = Files.list(folder)) {
            for (Path child : below.filter(Files::isDirectory).toList()) {
                new ControlGroup(child).remove();
            }
            Files.deleteIfExists(requireNonNull(folder));
        } catch (IOException _) {
            // It is gone already, or a process that the kernel does not let go of is in it.
            return;
        }
    }
}
