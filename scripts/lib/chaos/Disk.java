import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A small disk in memory below one folder, where this user may mount one. */
final class Disk {
    /** No disk of its own. */
    static final Disk NONE = new Disk(Optional.empty());

    private final Optional<Path> folder;

    private Disk(Optional<Path> folder) {
        this.folder = folder;
    }

    /** Returns a disk that holds a run and little more; {@link #NONE} where it cannot be had. */
    static Disk small(Path folder) {
        String said = Trial.output(
                "sh", "-c", "mount -t tmpfs -o size=64m,mode=700 tmpfs '%s' 2>/dev/null && echo yes".formatted(folder));
        return said.equals("yes") ? new Disk(Optional.of(folder)) : NONE;
    }

    boolean isOwn() {
        return folder.isPresent();
    }

    void fill() {
        folder.ifPresent(disk -> Trial.output("sh", "-c", "cat /dev/zero >'%s/ballast' 2>/dev/null".formatted(disk)));
    }

    void empty() {
        try {
            if (folder.isPresent()) {
                Files.deleteIfExists(folder.get().resolve("ballast"));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    void close() {
        folder.ifPresent(disk -> Trial.output("umount", "-l", disk.toString()));
    }
}
