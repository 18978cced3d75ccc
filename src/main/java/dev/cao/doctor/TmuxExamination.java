package dev.cao.doctor;

import dev.cao.domain.CaoException;
import dev.cao.io.Reasons;
import dev.cao.io.Subprocess;
import dev.cao.terminal.TmuxProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** tmux: is it there, does a server of ours start, and what is odd about this version. */
final class TmuxExamination {
    private static final String AREA = "tmux";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Pattern NUMBER = Pattern.compile("^(\\d+)\\.(\\d+)");

    private final Patient patient;

    TmuxExamination(Patient patient) {
        this.patient = patient;
    }

    List<Finding> findings() throws InterruptedException {
        TmuxProgram tmux;
        try {
            tmux = TmuxProgram.find(patient.variable("PATH"));
        } catch (CaoException e) {
            return List.of(Finding.problem(AREA, e.what(), e.advice()));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok(AREA, "%s is tmux %s".formatted(tmux.path(), tmux.version())));
        findings.add(started(tmux));
        findings.addAll(quirks(tmux.version()));
        if (!patient.variable("TMUX").isEmpty()) {
            findings.add(
                    Finding.note(
                            AREA,
                            "this terminal is inside of tmux",
                            "An attached worker is tmux in tmux: press the prefix twice for the inner one (Ctrl-b Ctrl-b d leaves it)."));
        }
        return findings;
    }

    /** That the program is there does not say that it may open a terminal and a socket here. */
    private static Finding started(TmuxProgram tmux) throws InterruptedException {
        String program = tmux.path().toString();
        Map<String, String> environment = Map.of("PATH", "/usr/bin:/bin", "SHELL", "/bin/sh", "LC_ALL", "C.UTF-8");
        try {
            Path folder = Files.createTempDirectory("cao-doctor");
            String socket = folder.resolve("s").toString();
            try {
                Subprocess.Result start = Subprocess.run(
                        List.of(program, "-f", "/dev/null", "-S", socket, "new-session", "-d", "cat"),
                        folder,
                        environment,
                        "",
                        PATIENCE);
                Subprocess.Result end = Subprocess.run(
                        List.of(program, "-S", socket, "kill-server"), folder, environment, "", PATIENCE);
                if (start.ok() && end.ok()) {
                    return Finding.ok(AREA, "a server on a socket of its own starts and ends");
                }
                return Finding.problem(
                        AREA,
                        "a server cannot be started: "
                                + (start.err() + end.err()).strip().replace('\n', ' '),
                        "Try it by hand: tmux -f /dev/null -S /tmp/cao-try new-session -d cat");
            } finally {
                Files.deleteIfExists(folder.resolve("s"));
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            return Finding.problem(
                    AREA, "a server cannot be tried: " + Reasons.of(e), "Set TMPDIR to a folder that is yours.");
        }
    }

    /** What is known of versions. None of it needs to be worked around by people who leave panes to cao. */
    private static List<Finding> quirks(String version) {
        Matcher number = NUMBER.matcher(version);
        if (!number.find()) {
            return List.of();
        }
        int minor = Integer.parseInt(number.group(1)) * 100 + Integer.parseInt(number.group(2));
        List<Finding> found = new ArrayList<>();
        if (minor <= 303) {
            found.add(
                    Finding.note(
                            AREA,
                            "tmux %s ends the whole server when something is pasted into a dead pane"
                                    .formatted(version),
                            "cao never does. Scripts of your own that paste into a run's panes should look at '#{pane_dead}' first."));
        }
        if (minor >= 307) {
            found.add(Finding.note(
                    AREA,
                    "tmux %s takes escape sequences out of pasted text; cao was tested with 3.3a".formatted(version),
                    ""));
        }
        return found;
    }
}
