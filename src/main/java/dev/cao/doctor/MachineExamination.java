package dev.cao.doctor;

import dev.cao.io.Reasons;
import dev.cao.io.SocketPlace;
import dev.cao.io.StandardStream;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Java, system, locale, terminal, disk and permissions. */
final class MachineExamination {
    private static final long MEGABYTE = 1024L * 1024;
    private static final long ENOUGH = 1024 * MEGABYTE;
    private static final long TOO_LITTLE = 50 * MEGABYTE;
    private static final Set<String> REMOTE = Set.of("nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "9p", "afs");

    private final Patient patient;

    MachineExamination(Patient patient) {
        this.patient = patient;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(List.of(java(), system(), locale(), terminal()));
        Path existing = existing(patient.state());
        findings.add(folder(existing));
        findings.add(disk(existing));
        findings.add(sockets());
        return findings;
    }

    private Finding java() {
        return Finding.ok(
                "java",
                "Java %s (%s) in %s"
                        .formatted(
                                patient.properties().getOrDefault("java.version", "?"),
                                patient.properties().getOrDefault("java.vendor", "?"),
                                patient.properties().getOrDefault("java.home", "?")));
    }

    private Finding system() {
        String name = patient.properties().getOrDefault("os.name", "?");
        String arch = patient.properties().getOrDefault("os.arch", "?");
        return name.equals("Linux")
                ? Finding.ok("system", "Linux on " + arch)
                : Finding.warning(
                        "system",
                        "%s on %s: cao is tested on Linux only".formatted(name, arch),
                        "Expect rough edges; please report them.");
    }

    /** The order in which the C library looks. */
    private Finding locale() {
        for (String variable : List.of("LC_ALL", "LC_CTYPE", "LANG")) {
            String value = patient.variable(variable);
            if (!value.isEmpty()) {
                String low = value.toLowerCase(Locale.ROOT);
                return low.endsWith("utf-8") || low.endsWith("utf8")
                        ? Finding.ok("locale", variable + "=" + value)
                        : Finding.warning(
                                "locale",
                                "%s=%s is not UTF-8: agents may draw boxes and letters as question marks"
                                        .formatted(variable, value),
                                "export LC_ALL=C.UTF-8");
            }
        }
        return Finding.warning(
                "locale",
                "none is set, so programs take ASCII: agents may draw boxes and letters as question marks",
                "export LC_ALL=C.UTF-8");
    }

    private Finding terminal() {
        String term = patient.variable("TERM");
        if (!StandardStream.OUTPUT.isTerminal()) {
            return Finding.ok("terminal", "standard output is no terminal: plain text, nothing is asked");
        }
        return term.isEmpty() || term.equals("dumb")
                ? Finding.warning(
                        "terminal",
                        "TERM is '%s': no colour, and 'cao attach' cannot draw".formatted(term),
                        "export TERM=xterm-256color")
                : Finding.ok("terminal", "TERM=" + term);
    }

    private Finding folder(Path existing) {
        Path state = patient.state();
        if (!Files.isWritable(existing) || !Files.isDirectory(existing)) {
            return Finding.problem(
                    "state",
                    "runs cannot be kept in %s: %s is not writable for you".formatted(state, existing),
                    "Change its permissions, or point CAO_HOME to another folder.");
        }
        try {
            if (Files.exists(state)) {
                String rights =
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(state, LinkOption.NOFOLLOW_LINKS));
                if (rights.charAt(7) == 'w' || rights.charAt(4) == 'w') {
                    return Finding.warning(
                            "state", "others may write into %s (%s)".formatted(state, rights), "chmod 700 " + state);
                }
            }
            String type = Files.getFileStore(existing).type();
            if (REMOTE.contains(type)) {
                return Finding.warning(
                        "state",
                        "%s is on a network file system (%s), where locks may not work".formatted(state, type),
                        "Point CAO_HOME to a folder on a local disk.");
            }
        } catch (IOException | UnsupportedOperationException e) {
            return Finding.warning("state", "%s: %s".formatted(state, e.getMessage()), "");
        }
        return Finding.ok("state", "runs are kept in " + state);
    }

    private static Finding disk(Path folder) {
        try {
            FileStore store = Files.getFileStore(folder);
            long free = store.getUsableSpace();
            String what = "%,d MB free where runs are kept".formatted(free / MEGABYTE);
            if (free < TOO_LITTLE) {
                return Finding.problem("disk", what, "Free some space: cao prune --older-than 7d");
            }
            return free < ENOUGH
                    ? Finding.warning("disk", what, "Free some space: cao prune --older-than 7d")
                    : Finding.ok("disk", what);
        } catch (IOException e) {
            return Finding.warning("disk", "cannot be measured: " + Reasons.of(e), "");
        }
    }

    private Finding sockets() {
        Path runtime = patient.runtime();
        String example = "modernize-team-of-the-bank-7f3.control";
        if (!SocketPlace.fits(runtime.resolve(example))) {
            return Finding.note(
                    "sockets",
                    "%s is too long for sockets (103 bytes); a private folder below the temp folder is used"
                            .formatted(runtime),
                    "");
        }
        Path existing = existing(runtime);
        return Files.isWritable(existing)
                ? Finding.ok("sockets", "sockets are made in " + runtime)
                : Finding.problem(
                        "sockets",
                        "no socket can be made in %s: %s is not writable for you".formatted(runtime, existing),
                        "Set XDG_RUNTIME_DIR to a folder that is yours.");
    }

    private static Path existing(Path folder) {
        Path found = folder;
        while (!Files.exists(found)) {
            Path above = found.getParent();
            if (above == null) {
                return found;
            }
            found = above;
        }
        return found;
    }
}
