import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A small disk below one folder, where this user may mount one. */
final class Disk {
    /** No disk of its own. */
    static final Disk NONE = new Disk(Optional.empty(), Optional.empty());

    private final Optional<Path> folder;
    /** The file that holds it, where it is one that can turn read-only. */
    private final Optional<Path> image;

    private Disk(Optional<Path> folder, Optional<Path> image) {
        this.folder = folder;
        this.image = image;
    }

    /** Returns a disk in memory that holds a run and little more; {@link #NONE} where it cannot be had. */
    static Disk small(Path folder) {
        boolean made = Trial.succeeds("mount", "-t", "tmpfs", "-o", "size=64m,mode=700", "tmpfs", folder.toString());
        return made ? new Disk(Optional.of(folder), Optional.empty()) : NONE;
    }

    /** Returns a disk that can turn read-only as after an error (ext4); {@link #NONE} where it cannot be had. */
    static Disk losable(Path folder, Path image) {
        boolean made = Trial.succeeds("truncate", "-s", "64m", image.toString())
                && Trial.succeeds("mkfs.ext4", "-q", "-F", image.toString())
                && Trial.succeeds("mount", "-o", "loop", image.toString(), folder.toString())
                && Trial.succeeds("chmod", "700", folder.toString());
        return made ? new Disk(Optional.of(folder), Optional.of(image)) : NONE;
    }

    boolean isOwn() {
        return folder.isPresent();
    }

    boolean canBeLost() {
        return image.isPresent();
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

    /** Nothing can be written any more, also by those who have a file open. */
    boolean lose() {
        String where = folder.orElseThrow().toString();
        // What was written before counts: this is no power cut.
        return Trial.succeeds("sync", "-f", where) && Trial.succeeds("mount", "-o", "remount,abort", where);
    }

    /** Nobody may use it. Saves what is on it, and puts that on a new one in its place. */
    void repair(Path saved) {
        String where = folder.orElseThrow().toString();
        String disk = image.orElseThrow().toString();
        boolean done = Trial.succeeds("cp", "-a", where, saved.toString())
                && Trial.succeeds("umount", "-l", where)
                && Trial.succeeds("rm", "-f", disk)
                && losable(folder.get(), image.get()).isOwn()
                && Trial.succeeds("cp", "-a", saved + "/.", where)
                && Trial.succeeds("rm", "-rf", saved.toString());
        if (!done) {
            throw new IllegalStateException("the disk cannot be replaced");
        }
    }

    void close() {
        folder.ifPresent(disk -> Trial.output("umount", "-l", disk.toString()));
        image.ifPresent(file -> Trial.output("rm", "-f", file.toString()));
    }
}
