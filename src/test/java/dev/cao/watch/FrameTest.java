package dev.cao.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.domain.Address;
import dev.cao.domain.CallKey;
import dev.cao.domain.Columns;
import dev.cao.domain.QuestionId;
import dev.cao.domain.RunEvent;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FrameTest {
    private static final String NASTY =
            "\033[2J\033]0;title\007 \u202eevil 漢字漢字漢字 👩‍👩‍👧 e\u0301\r\n\tend \ud800 \u0085";

    private static WatchedRun two() {
        return new WatchedRun("Plan it.")
                .worker("architect")
                .worker("security")
                .task("supervisor", "architect", "Design the target")
                .task("architect", "security", "Review the design")
                .says("architect", "working", "waits for t2")
                .says("security", "blocked", "permission: Bash rm -rf build");
    }

    @Test
    void frameShowsTeamTreeEventsAndPane() {
        List<String> frame = two().look(Look.FIRST.select("security"))
                .pane("security", "> Review the design", "● Bash(rm -rf build)", "")
                .frame(80, 24);

        assertThat(frame)
                .containsExactly(
                        " bank-7f3  running 1m53s  2 open                                           live",
                        "Plan it. · /bank",
                        "▾ WORKER       STATUS   TASK            AGE  IN TOKENS    COST EVIDENCE",
                        "  supervisor   -        -                 -   0      -       - plan",
                        "  └ architect  working  t1 working    1m40s   0      -       - it said so",
                        "▸   └ security blocked  t2 working    1m40s   0      -       - permission: Bash…",
                        "security  command  blocked (permission: Bash rm -rf build)  t2 working from arc…",
                        "waits for you (r answers): permission: Bash rm -rf build",
                        "─ who asked whom ───────────── │ ─ events ──────────────────────────────────────",
                        "supervisor                     │ 10:00:07 architect t1 from supervisor: Design …",
                        "└ t1 architect working 1m44s … │ 10:00:09 architect t1 accepted; works",
                        "  └ t2 security working 1m41s… │ 10:00:10 security t2 from architect: Review th…",
                        "                               │ 10:00:12 security t2 accepted; works",
                        "─ security: pane %1 ────────────────────────────────────────────────────────────",
                        "> Review the design",
                        "● Bash(rm -rf build)",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "a attach  s send  i interrupt  r answer  x stop  / filter  ? help  q quit");
    }

    @ParameterizedTest
    @CsvSource({"80,24", "81,25", "139,40", "140,40", "200,50", "500,150"})
    void whateverAgentsSayStaysInItsPlace(int columns, int rows) {
        WatchedRun run = new WatchedRun(NASTY);
        for (int i = 1; i <= 60; i++) {
            String name = "worker-with-a-very-long-name-number-" + i;
            run.worker(name).task("supervisor", name, NASTY).says(name, "blocked", NASTY);
        }
        run.add(new RunEvent.QuestionAsked(
                new QuestionId("q1"), new CallKey("q/1"), Address.SUPERVISOR, NASTY, List.of(NASTY, "no")));
        run.add(new RunEvent.Noted(RunEvent.Level.ERROR, NASTY));
        String selected = "worker-with-a-very-long-name-number-60";
        run.pane(selected, "\033[31;1m" + NASTY + "x".repeat(600), "\033]8;;http://x\033\\link\033[1;5H");
        Look look = Look.FIRST.select(selected);
        for (Look each : List.of(
                look,
                look.help(true),
                look.focus(Panel.EVENTS).zoom(true),
                look.focus(Panel.PANE).zoom(true).scroll(Panel.PANE, 7),
                look.filter(NASTY),
                look.ask(new Prompt(Prompt.Kind.SEND, selected, NASTY.repeat(9))),
                look.notice(NASTY))) {
            List<String> frame = run.look(each).frame(columns, rows);

            assertThat(frame).hasSize(rows);
            assertThat(frame).allSatisfy(line -> {
                assertThat(Columns.of(line)).as(line).isLessThanOrEqualTo(columns);
                assertThat(line.codePoints()
                                .filter(point -> Character.isISOControl(point)
                                        || Character.getType(point) == Character.FORMAT
                                        || Character.getType(point) == Character.SURROGATE))
                        .as(line)
                        .isEmpty();
            });
            assertThat(run.frame(columns, rows, true))
                    .allSatisfy(line ->
                            assertThat(line.replaceAll("\033\\[[0-9;]*m", "")).doesNotContain("\033"));
        }
    }

    @Test
    void selectedWorkerIsSeenAmongMany() {
        WatchedRun run = new WatchedRun("Many.");
        for (int i = 1; i <= 60; i++) {
            run.worker("w" + i).says("w" + i, "idle", "");
        }

        assertThat(run.look(Look.FIRST.select("w41")).frame(80, 24))
                .anyMatch(line -> line.startsWith("▸ ├ w41 "))
                .anyMatch(line -> line.contains("WORKER 6/61 "));
    }

    @Test
    void filterShowsOnlyWhatHasItsText() {
        List<String> frame = two().look(Look.FIRST.filter("SECUR")).frame(80, 24);

        assertThat(frame).anyMatch(line -> line.contains("└ security"));
        assertThat(frame).noneMatch(line -> line.contains("└ architect"));
        assertThat(frame).noneMatch(line -> line.contains("architect starts"));
    }

    @Test
    void endedRunShowsItsOutcome() {
        List<String> frame = two().done(2, "fine").ended("t1 failed").frame(80, 24);

        assertThat(frame.get(0))
                .startsWith(" bank-7f3  failed (exit 1) 14s  1 open, 1 done")
                .endsWith("ended");
        assertThat(frame.get(1)).isEqualTo("ended: failed: t1 failed");
        assertThat(frame.getLast()).doesNotContain("send");
    }

    @Test
    void lostOrchestratorIsTold() {
        List<String> frame = two().link(Link.LOST).frame(120, 24);

        assertThat(frame.get(0)).contains("interrupted").endsWith("orchestrator gone");
        assertThat(frame.get(1))
                .isEqualTo("The orchestrator is gone, the run has not ended: 'cao resume bank-7f3' goes on, 'cao stop'"
                        + " ends it.");
    }

    @Test
    void questionToThePersonIsShownWhereItWasAsked() {
        List<String> frame = two().add(new RunEvent.QuestionAsked(
                        new QuestionId("q1"), new CallKey("q/1"), Address.SUPERVISOR, "Which?", List.of("a", "b")))
                .frame(120, 24);

        assertThat(frame).contains("asks you (r answers): Which? [a | b]");
        assertThat(frame).anyMatch(line -> line.startsWith("▸ supervisor   blocked"));
    }

    @Test
    void costsAndTokensAreShownForEachAgentAndTheRun() {
        WatchedRun run = two().add(new RunEvent.UsageMeasured(
                new dev.cao.domain.WorkerName("security"), "m", 12_000, 400, 0, 0, Optional.of(0.419)));

        assertThat(run.frame(80, 24).get(0)).contains("2 open  12.4k tokens  $0.42");
        assertThat(run.frame(80, 24)).anyMatch(line -> line.contains("security") && line.contains("12.4k   $0.42"));
    }

    @ParameterizedTest
    @CsvSource({"79,24", "80,23", "1,1", "20,3"})
    void tooSmallATerminalIsToldSo(int columns, int rows) {
        List<String> frame = two().frame(columns, rows);

        assertThat(frame)
                .hasSize(rows)
                .allSatisfy(line -> assertThat(Columns.of(line)).isLessThanOrEqualTo(columns));
        String words = "This needs a terminal of 80 columns and 24 rows;";
        assertThat(frame.getFirst())
                .isEqualTo(columns < words.length() ? words.substring(0, columns - 1) + "…" : words);
    }

    @Test
    void withoutColoursNothingIsPainted() {
        assertThat(two().pane("supervisor", "\033[31mred\033[0m").frame(80, 24, false))
                .noneMatch(line -> line.contains("\033"))
                .contains("red");
        assertThat(two().pane("supervisor", "\033[31mred\033[0m").frame(80, 24, true))
                .contains("\033[31mred\033[0m\033[0m");
    }
}
