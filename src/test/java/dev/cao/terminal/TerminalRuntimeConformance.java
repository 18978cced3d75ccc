package dev.cao.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cao.domain.CaoException;
import dev.cao.domain.ProcessExit;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every runtime must do. A runtime's own test extends it and says how to start one. */
abstract class TerminalRuntimeConformance extends TerminalTypingConformance {
    // --- starting

    @Test
    void programGetsItsArgumentsVerbatim() throws Exception {
        List<String> nasty = List.of(
                "",
                " ",
                "a b",
                "it's",
                "\"q\"",
                "$HOME `id` $(id)",
                "new\nline",
                "tab\t",
                "\\",
                "#{pane_id}",
                "%1 %%",
                "*",
                "~",
                "{}",
                ";",
                "-n",
                "--",
                "日本語 👩‍👩‍👧 é",
                "\u0081\u0085\u009b",
                "\u0001\u0007\u001b[31m");
        Path file = world.directory().resolve("arguments");
        List<String> argv = new ArrayList<>(List.of(
                "sh",
                "-c",
                "f=$1; shift; printf '%s\\0' \"$@\" > \"$f.tmp\"; mv \"$f.tmp\" \"$f\"",
                "sh",
                file.toString()));
        argv.addAll(nasty);

        runtime.start(spec("nasty", argv));

        assertThat(nulSeparated(awaitFile(file))).isEqualTo(nasty);
    }

    @Test
    void programGetsExactlyTheEnvironmentItWasGiven() throws Exception {
        Map<String, String> environment = new HashMap<>(environment());
        environment.put("QUOTES", "it's \"q\" \\ $HOME `id`");
        environment.put("LINES_", "one\ntwo\n\nHOME=/evil\nexport PATH='/evil'\n");
        environment.put("EMOJI", "👩‍👩‍👧 日本語 e\u0301 \u0081\u0088");
        environment.put("BYTES", "\u0001\u0007\u001b[31m\r\t\u007f");
        environment.put("EMPTY", "");
        environment.put("BIG", "x".repeat(100_000));
        Path file = world.directory().resolve("environment");

        runtime.start(new SessionSpec(
                "env",
                List.of("sh", "-c", "env -0 > \"$0.tmp\"; mv \"$0.tmp\" \"$0\"", file.toString()),
                world.directory(),
                environment,
                80,
                24));

        Map<String, String> seen = new HashMap<>();
        nulSeparated(awaitFile(file)).forEach(entry -> seen.put(entry.split("=", 2)[0], entry.split("=", 2)[1]));
        // What the inner shell and the runtime add.
        seen.keySet().removeAll(List.of("PWD", "OLDPWD", "SHLVL", "_", "TERM", "TMUX", "TMUX_PANE"));
        assertThat(seen).isEqualTo(environment);
    }

    @Test
    void nothingOfArgumentsOrEnvironmentStaysOnDisk() throws Exception {
        Map<String, String> environment = new HashMap<>(environment());
        environment.put("TOKEN", "s3cret-in-environment");
        Session session = runtime.start(new SessionSpec(
                "quiet",
                List.of("sh", "-c", "echo up; sleep 60", "s3cret-in-argv"),
                world.directory(),
                environment,
                80,
                24));
        awaitScreen(session, "up");

        try (var files = Files.walk(world.directory())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("s3cret");
            }
        }
    }

    @Test
    void programStartsInItsDirectoryAndSize() throws Exception {
        Path directory = Files.createDirectory(world.directory().resolve("it's #{a} %d $x"));
        Session session = runtime.start(new SessionSpec(
                "place", List.of("sh", "-c", "pwd; stty size; sleep 60"), directory, environment(), 132, 41));

        Screen screen = awaitScreen(session, "41 132");

        assertThat(screen.text()).contains(directory.toString());
        assertThat(screen.columns()).isEqualTo(132);
        assertThat(screen.rows()).isEqualTo(41);
    }

    @Test
    void missingProgramIsSaidAndHasItsOwnExitCode() throws Exception {
        Session session = runtime.start(spec("missing", List.of("no-such-program", "x")));

        assertThat(listener.awaitEnd(session)).isEqualTo(new ProcessExit.Code(127));
        assertThat(runtime.capture(session, 0).text()).contains("cao: there is no program no-such-program");
    }

    @Test
    void missingDirectoryIsSaidAndHasItsOwnExitCode() throws Exception {
        Path nowhere = world.directory().resolve("nowhere");
        Session session = runtime.start(new SessionSpec("nowhere", List.of("true"), nowhere, environment(), 200, 24));

        assertThat(listener.awaitEnd(session)).isEqualTo(new ProcessExit.Code(126));
        assertThat(runtime.capture(session, 0).text()).contains("cao: cannot enter the directory " + nowhere);
    }

    @Test
    void nameOfALiveSessionIsRefused() throws Exception {
        runtime.start(spec("twin", List.of("sleep", "60")));

        assertThatExceptionOfType(CaoException.class)
                .isThrownBy(() -> runtime.start(spec("twin", List.of("true"))))
                .withMessageContaining("twin");
    }

    @Test
    void nameOfAnEndedSessionIsFreeAgain() throws Exception {
        Session first = runtime.start(spec("again", List.of("true")));
        listener.awaitEnd(first);

        Session second = runtime.start(spec("again", List.of("sleep", "60")));

        assertThat(runtime.list()).containsExactly(second);
    }

    @Test
    void sessionsAreListedWithTheirNamesWhileTheyLiveAndWhenTheyEnded() throws Exception {
        Session one = runtime.start(spec("b one", List.of("sleep", "60")));
        Session two = runtime.start(spec("a.two:x|y", List.of("true")));
        listener.awaitEnd(two);

        assertThat(runtime.list()).containsExactly(two, one);
    }

    // --- output

    @Test
    void outputHoldsEveryByteFromTheStart() throws Exception {
        List<Session> sessions = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            sessions.add(
                    runtime.start(spec("p" + i, List.of("sh", "-c", "printf 'hello %s' " + "n" + i + "; sleep 0.1"))));
        }
        for (int i = 0; i < 50; i++) {
            listener.awaitEnd(sessions.get(i));
            assertThat(awaitText(runtime.output(sessions.get(i)), "n" + i)).isEqualTo("hello n" + i);
        }
    }

    @Test
    void outputIsPrivate() throws Exception {
        Session session = runtime.start(spec("private", List.of("printf", "x")));
        awaitText(runtime.output(session), "x");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(runtime.output(session))))
                .isEqualTo("rw-------");
    }

    // --- ends

    @Test
    void exitCodesAreToldOnceEach() throws Exception {
        Session good = runtime.start(spec("good", List.of("true")));
        Session bad = runtime.start(spec("bad", List.of("sh", "-c", "exit 42")));
        Session killed = runtime.start(spec("killed", List.of("sh", "-c", "kill -9 $$")));
        Session late = runtime.start(spec("late", List.of("sh", "-c", "sleep 0.3; exit 7")));

        assertThat(listener.awaitEnd(good)).isEqualTo(new ProcessExit.Code(0));
        assertThat(listener.awaitEnd(bad)).isEqualTo(new ProcessExit.Code(42));
        assertThat(listener.awaitEnd(killed)).isEqualTo(new ProcessExit.Signal(9));
        assertThat(listener.awaitEnd(late)).isEqualTo(new ProcessExit.Code(7));
        assertThat(runtime.exit(killed)).contains(new ProcessExit.Signal(9));
        assertThat(listener.ends()).hasSize(4);
    }

    @Test
    void killedSessionIsToldAndGone() throws Exception {
        Session session = runtime.start(spec("victim", List.of("sleep", "60")));
        assertThat(runtime.exit(session)).isEmpty();

        runtime.kill(session);

        assertThat(listener.awaitEnd(session)).isInstanceOf(ProcessExit.Unknown.class);
        assertThat(runtime.list()).isEmpty();
        assertThat(runs(session.pid())).isFalse();
    }

    @Test
    void killingTwiceIsHarmless() throws Exception {
        Session session = runtime.start(spec("twice", List.of("sleep", "60")));

        runtime.kill(session);
        runtime.kill(session);

        assertThat(runtime.list()).isEmpty();
    }

    @Test
    void killEndsProgramsThatIgnoreHangUpAndTheirBackgroundJobs() throws Exception {
        Path pids = world.directory().resolve("pids");
        String stubborn = "trap '' HUP TERM; (trap '' HUP; sleep 60) & echo $! > " + pids + ".tmp; mv " + pids + ".tmp "
                + pids + "; while :; do sleep 60; done";
        Session session = runtime.start(spec("stubborn", List.of("sh", "-c", stubborn)));
        long background = Long.parseLong(awaitFile(pids).strip());

        runtime.kill(session);

        assertThat(runs(session.pid())).isFalse();
        assertThat(runs(background)).isFalse();
    }

    @Test
    void signalReachesTheForegroundProgram() throws Exception {
        Session session = runtime.start(
                spec("trap", List.of("sh", "-c", "trap 'echo got-it' USR1; echo up; while :; do sleep 0.1; done")));
        awaitScreen(session, "up");

        runtime.signal(session, "USR1");

        awaitScreen(session, "got-it");
    }

    // --- looking

    @Test
    void captureShowsRowsCursorAndHistory() throws Exception {
        Session session = runtime.start(new SessionSpec(
                "rows",
                List.of(
                        "sh",
                        "-c",
                        "for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo line$i; done; printf 'in: \\033[2mhint\\033[0m'; sleep 60"),
                world.directory(),
                environment(),
                40,
                10));
        awaitScreen(session, "hint");

        Screen screen = runtime.capture(session, 2);

        assertThat(screen.lines())
                .containsExactly(
                        "line2",
                        "line3",
                        "line4",
                        "line5",
                        "line6",
                        "line7",
                        "line8",
                        "line9",
                        "line10",
                        "line11",
                        "line12",
                        "in: hint");
        assertThat(screen.styledLines().getLast()).startsWith("in: \u001b[2mhint");
        assertThat(screen.cursorColumn()).isEqualTo(8);
        assertThat(screen.cursorRow()).isEqualTo(9);
        assertThat(screen.alternate()).isFalse();
    }

    @Test
    void captureOfTheAlternateScreenHasNoHistory() throws Exception {
        Session session = runtime.start(new SessionSpec(
                "alternate",
                List.of("sh", "-c", "seq 50; printf '\\033[?1049h\\033[Halternate'; sleep 60"),
                world.directory(),
                environment(),
                40,
                10));
        awaitScreen(session, "alternate");

        Screen screen = runtime.capture(session, 100);

        assertThat(screen.alternate()).isTrue();
        assertThat(screen.lines()).hasSize(10);
        assertThat(screen.lines().getFirst()).isEqualTo("alternate");
    }

    @Test
    void nobodyIsPresentWhereNobodyIsAttached() throws Exception {
        Session session = runtime.start(spec("alone", List.of("sleep", "60")));

        Presence presence = runtime.presence(session);

        assertThat(presence.clients()).isZero();
        assertThat(presence.lastInput()).isEmpty();
        assertThat(presence.inMode()).isFalse();
    }

    // --- many at once

    @Test
    void thousandMixedCommandsOfTwentyThreadsAllHold() throws Exception {
        List<Session> sessions = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            sessions.add(startReader("r" + i, world.directory().resolve("typed" + i)));
        }
        mixedCommands(sessions, 20, 50);
        for (int i = 0; i < 5; i++) {
            runtime.paste(sessions.get(i), "end", PasteLimits.NONE);
            Path file = world.directory().resolve("typed" + i);
            String typed = awaitText(file, "end\u001b[201~");
            assertThat(typed.split("<", -1)).hasSize(20 * 50 / 5 / 2 + 1);
        }
    }
}
