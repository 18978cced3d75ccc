package dev.cao.run;

import dev.cao.domain.Address;
import dev.cao.domain.CallKey;
import dev.cao.domain.CallView;
import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.RunEvent;
import dev.cao.io.Json;
import dev.cao.io.Reasons;
import dev.cao.supervisor.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.function.Consumer;

/** The run's working directory. Safe for many threads. */
final class WorkingDirectory implements Workspace {
    private final Path root;
    private final Ledger ledger;
    private final Consumer<String> teller;

    /** @param teller receives what the supervisor does, for its view */
    WorkingDirectory(Path root, Ledger ledger, Consumer<String> teller) {
        this.root = root;
        this.ledger = ledger;
        this.teller = teller;
    }

    @Override
    public void tell(String line) {
        teller.accept(line);
    }

    @Override
    public void write(CallKey key, Path file, String content) {
        if (ledger.read(state -> state.call(key).flatMap(CallView::answer)).isPresent()) {
            return;
        }
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        ledger.append(
                new RunEvent.FileWriting(file.toString(), bytes.length),
                new RunEvent.CallMade(key, Address.SUPERVISOR, "write", Json.line(Map.of("file", file.toString()))));
        replace(file, bytes);
        ledger.append(new RunEvent.CallAnswered(key, true, Json.line(Map.of("text", "written"))));
    }

    private void replace(Path file, byte[] bytes) {
        try {
            Path target = inside(file);
            Path folder = target.getParent() == null ? root : target.getParent();
            Files.createDirectories(folder);
            refuseLinks(target);
            Path fresh = Files.createTempFile(folder, ".cao-", ".tmp");
            try {
                Files.write(fresh, bytes);
                Files.setPosixFilePermissions(
                        fresh, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
                Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw new CaoException(
                    ExitStatus.FAILED,
                    "cannot write %s in %s: %s".formatted(file, root, Reasons.of(e)),
                    "Make the folder writable, or choose another with --dir.",
                    e);
        }
    }

    private Path inside(Path file) {
        Path target = root.resolve(file).normalize();
        if (!target.startsWith(root) || target.equals(root)) {
            throw new CaoException(
                    ExitStatus.FAILED, "%s lies outside of %s".formatted(file, root), "Name a file below --dir.");
        }
        return target;
    }

    /** A link below the working directory could lead out of it. */
    private void refuseLinks(Path target) {
        Path path = root;
        for (Path part : root.relativize(target)) {
            path = path.resolve(part);
            if (Files.isSymbolicLink(path)) {
                throw new CaoException(
                        ExitStatus.FAILED,
                        "%s is a link; it is not followed for writing".formatted(path),
                        "Remove it.");
            }
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) && path.equals(target)) {
                throw new CaoException(ExitStatus.FAILED, "%s is a folder".formatted(path), "Remove or rename it.");
            }
        }
    }
}
