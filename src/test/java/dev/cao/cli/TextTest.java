package dev.cao.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cao.domain.Address;
import dev.cao.domain.CallKey;
import dev.cao.domain.JournalEntry;
import dev.cao.domain.RunEvent;
import dev.cao.domain.TaskId;
import dev.cao.domain.TaskOutcome;
import dev.cao.domain.WorkerName;
import dev.cao.io.Json;
import dev.cao.report.OutputTail;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class TextTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00.5Z");

    @TempDir
    private Path home;

    @Test
    void tableAlignsItsColumns() {
        assertThat(new Table()
                        .row("A", "BB", "C")
                        .row("long", "", "x")
                        .row("é", "b")
                        .toString())
                .isEqualTo("A     BB  C\nlong      x\né     b");
    }

    @ParameterizedTest
    @CsvSource({"90s,1m30s", "45m,45m00s", "2h,2h00m", "1h30m,1h30m", "5S,5.0s", "100h,4d"})
    void timesAreReadAndShown(String written, String shown) {
        assertThat(Durations.shown(Durations.parse(written))).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "5", "5x", "0s", "-5s", "1m1h", "999999999999s"})
    void whatIsNoTimeIsRefused(String written) {
        assertThatThrownBy(() -> Durations.parse(written)).isInstanceOf(TypeConversionException.class);
    }

    @Test
    void shortTimesShowTenths() {
        assertThat(Durations.shown(Duration.ofMillis(340))).isEqualTo("0.3s");
        assertThat(Durations.shown(Duration.ofMillis(-20))).isEqualTo("0.0s");
    }

    @Test
    void progressNamesTheWorkerOfATask() {
        Progress progress = new Progress(false, (_, text) -> text);
        JournalEntry created = new JournalEntry(
                1,
                NOON,
                new RunEvent.TaskCreated(
                        new TaskId("t1"),
                        new CallKey("plan/1"),
                        Address.SUPERVISOR,
                        new WorkerName("one"),
                        "Say hello.\nLoudly.",
                        true,
                        Optional.empty()));
        JournalEntry ended = new JournalEntry(
                2, NOON, new RunEvent.TaskEnded(new TaskId("t1"), new TaskOutcome.Done("hello", false)));

        assertThat(progress.line(created)).contains("2026-11-23T12:00:00.500Z one: t1 from supervisor: Say hello.");
        assertThat(progress.line(ended)).contains("2026-11-23T12:00:00.500Z one: t1 done, 5 characters");
    }

    @Test
    void statusIsShownAsTables() {
        var run = Json.parseObject("""
                {"id":"two-abc","state":"running","exit":null,"goal":"Say hello.","directory":"/w",
                 "started_at":"2026-11-23T11:59:30.5Z","ended_at":null,"supervisor":{"provider":"plan"},
                 "workers":[{"name":"one","provider":"command","status":"idle","detail":"","task":null,"inbox":0},
                  {"name":"two","provider":"command","status":"working","detail":"t2","inbox":1,
                   "task":{"id":"t2","state":"working","since":"2026-11-23T11:59:57.5Z"}}],
                 "tasks":{"queued":0,"open":1,"done":1,"failed":0,"cancelled":0}}
                """);
        StatusText text = new StatusText(new Captured(home).wiring().output(), NOON);

        assertThat(text.of(List.of(run), false)).isEqualTo("""
                two-abc  running  30s  in /w  supervisor plan
                  WORKER  PROVIDER  STATUS   TASK             INBOX  DETAIL
                  one     command   idle     -                0
                  two     command   working  t2 working 3.0s  1      t2
                  tasks: 1 open, 1 done""");
        assertThat(text.of(List.of(run), true)).isEqualTo("""
                RUN      STATE    EXIT  STARTED               TIME  TASKS           GOAL
                two-abc  running  -     2026-11-23T11:59:30Z  30s   1 open, 1 done  Say hello.""");
    }

    @Test
    void whyIsToldInSentences() {
        assertThat(WhyText.of(Json.parseObject("""
                        {"worker":"two","status":"blocked","detail":"permission: run tests.","provider":"command",
                         "provider_because":"/bin/sh","incarnation":2,"hold":"a person writes there",
                         "evidence":[{"fact":"it asks for permission","age_ms":3000}],
                         "tasks":[{"id":"t2","from":"supervisor","state":"waiting","age_ms":3000,"attempt":2,"detail":"run tests"}],
                         "messages":[{"id":"m1","from":"user","state":"recorded","age_ms":61000,"detail":""}]}
                        """))).isEqualTo("""
                two is blocked: permission: run tests.
                It is a command worker (/bin/sh), started 2 times.
                How cao knows:
                  it asks for permission (3.0s ago)
                Nothing is typed now, because a person writes there.
                t2 from supervisor: waiting for 3.0s, typed 2 times (run tests).
                m1 from user: recorded 1m01s ago.""");
    }

    @Test
    void outputTailIsReadable() {
        assertThat(OutputTail.readable("""
                        \033[2J\033[1;1H─────\r
                        \033]0;title\007> Type\033[0m a prompt\r
                        ✻ Working… (0s)\r✶ Working… (1s)\r
                        \033[32m● done\033[0m  \r
                        """)).containsExactly("> Type a prompt", "✻ Working… (0s)", "● done");
    }

    @Test
    void completionScriptsNameCommandsAndOptions() {
        CompletionScript script = new CompletionScript(new Commands(new Captured(home).wiring()).all());

        assertThat(script.bash())
                .contains("'status') words='' options='--all --help --json --no-color --watch -a -h -w' kinds='run' ;;")
                .doesNotContain("orchestrate");
        assertThat(script.zsh()).contains("bashcompinit").contains("complete -F _cao cao");
        assertThat(script.fish()).contains("complete -c cao -n '__cao_at wait' -l timeout -x -d ");
    }
}
