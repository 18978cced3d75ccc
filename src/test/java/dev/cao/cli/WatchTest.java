package dev.cao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.domain.Address;
import dev.cao.domain.CallKey;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.JournalEntry;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunId;
import dev.cao.domain.RunPhase;
import dev.cao.domain.TaskId;
import dev.cao.domain.TaskOutcome;
import dev.cao.domain.WorkerName;
import dev.cao.io.NoLeaks;
import dev.cao.run.RunDirectory;
import dev.cao.store.SqliteJournal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code cao status --watch} as a person uses it: keys in, screens out, in a real tmux. */
@Tag("e2e")
final class WatchTest {
    private static final String NASTY = "\033[2J\033]0;gone\007漢字 \u202etxet\r";

    @RegisterExtension
    final NoLeaks leaks = new NoLeaks();

    private CaoWorld cao;
    private final List<String> runs = new ArrayList<>();
    private final List<TmuxScreen> screens = new ArrayList<>();

    @BeforeEach
    void makeWorld() throws Exception {
        cao = new CaoWorld(leaks.directory());
        cao.launcher();
    }

    @AfterEach
    void endAll() throws Exception {
        for (TmuxScreen screen : screens) {
            screen.close();
        }
        for (String run : runs) {
            cao.run("stop", run);
        }
    }

    private TmuxScreen screen(int columns, int rows) throws Exception {
        TmuxScreen screen = TmuxScreen.open(leaks.directory(), columns, rows);
        screens.add(screen);
        return screen;
    }

    private String launch() throws Exception {
        String id = cao.run("launch", "--profile", "team.yaml", "--detach", "--yes")
                .expect(0)
                .out()
                .strip();
        runs.add(id);
        return id;
    }

    @Test
    void onePersonWatchesAndSteersOneWorker() throws Exception {
        cao.file("agents/worker.yaml", "provider: stand-in\nscript: ../script.yaml\n");
        cao.file("script.yaml", """
                rules:
                  - contains: "begin"
                    actions:
                      - say: "漢字 begins"
                      - permission: { tool: Bash, input: { command: "make clean" }, allow: [ { silent: true } ] }
                  - answer: "You said {{prompt}}"
                """);
        cao.file("team.yaml", """
                name: team
                goal: Show it.
                supervisor: { provider: plan }
                workers: [ { agent: worker, name: solo } ]
                plan:
                  - handoff: { to: solo, task: "begin", as: one }
                """);
        String id = launch();
        TmuxScreen screen = screen(80, 24);

        screen.enter("cao status --watch");
        screen.await(" " + id + "  running", "└ solo", "blocked  t1 waiting", "Show it.", "live");
        screen.key("Down");
        screen.await("▸ └ solo", "waits for you (r answers): permission: Bash", "solo: pane %", "漢字 begins", "1. Yes");

        screen.type("r");
        screen.await("answer solo (allow, deny");
        screen.enter("allow");
        screen.await("working  t1 working");

        screen.type("s");
        screen.enter("hello 漢字");
        screen.await("Message m1 to solo is recorded", "working  t1 working");

        screen.resize(200, 50);
        String wide = screen.await("│ solo  stand-in  working", "solo m1 from user: hello 漢字");
        assertThat(wide.lines().filter(line -> line.contains("│")).count()).isGreaterThan(40);

        screen.type("a");
        screen.await("C-b d leaves");
        screen.key("C-b");
        screen.type("d");
        screen.await("▸ └ solo");

        screen.resize(80, 24);
        screen.type("i");
        screen.await("interrupt solo");
        screen.key("Enter");
        screen.await("ended: failed", "t1 solo failed");

        screen.type("q");
        screen.awaitPrompt();
        assertThat(screen.exitCode()).isZero();
        assertThat(screen.ask("#{alternate_on} #{cursor_flag} #{wrap_flag}")).isEqualTo("0 1 1");
        screen.enter("stty -a");
        screen.await(" icanon", " echo ");
    }

    @Test
    void eightWorkersAreShownAsTheyAskEachOther() throws Exception {
        cao.file("agents/worker.yaml", "description: works\n");
        StringBuilder workers = new StringBuilder();
        StringBuilder plan = new StringBuilder();
        for (int i = 1; i <= 8; i++) {
            workers.append(
                    "  - { agent: worker, name: w%d, provider: command, command: [sh, -c, \"cat; sleep 600\"] }\n"
                            .formatted(i));
            plan.append("  - assign: { to: w%d, task: \"task of w%d\", as: a%d }\n".formatted(i, i, i));
        }
        cao.file(
                "team.yaml",
                "name: team\ngoal: Eight.\nsupervisor: { provider: plan }\nworkers:\n" + workers + "plan:\n" + plan
                        + "  - wait: { for: [a1] }\n");
        String id = launch();
        TmuxScreen screen = screen(200, 50);

        screen.enter("NO_COLOR=1 cao status --watch " + id);
        String wide = screen.await(
                "├ w1         working  t1 working", "└ w8         working  t8 working", "8 open", "└ t8 w8 working");
        assertThat(wide).doesNotContain("WORKER 8/9");
        assertThat(screen.styled()).doesNotContain("\033[");

        screen.resize(80, 24);
        screen.await("WORKER 6/9", "▸ supervisor");
        screen.type("/w7");
        screen.await("show only: w7", "├ w7");
        screen.awaitGone("├ w1 ");
        screen.key("Enter", "Down");
        screen.await("▸ ├ w7", "task of w7");
        screen.key("Escape");
        screen.await("├ w6", "▸ ├ w7");

        screen.type("x");
        screen.await("end the whole run?");
        screen.enter("yes");
        screen.await("ended: stopped", "stopped in cao status --watch");
        screen.key("C-c");
        screen.awaitPrompt();
        assertThat(screen.exitCode()).isEqualTo(130);
    }

    @Test
    void sixtyWorkersOfAnEndedRunAreReadFromItsJournal() throws Exception {
        RunId id = sixty();
        TmuxScreen screen = screen(80, 24);

        screen.enter("cao status --watch " + id);
        screen.await("sixty-abc  done (exit 0)", "ended: done: all of it", "WORKER 6/61", "▸ supervisor");
        screen.type("G");
        screen.await("▸ └ worker-with-a-l", "answer to t60:", "漢字 txet");
        screen.resize(200, 50);
        screen.await(
                "WORKER 23/61",
                "▸ └ worker-with-a-long-name-60",
                "└ t60 worker-with-a-long-name-60 done",
                "␛[2J␛]0;gone␇漢字 txet␍");
        screen.key("Tab", "Tab");
        screen.type("z");
        screen.await("▾ events", "worker-with-a… t60 done");
        screen.resize(60, 10);
        screen.await("This needs a terminal of 80 columns", "this one has 60 and 10");
        screen.resize(80, 24);
        screen.await("▾ events");
        screen.type("s");
        screen.await("the run has ended");
        screen.type("?");
        screen.await("leave; the run goes on");
        screen.type("qq");
        screen.awaitPrompt();
        assertThat(screen.exitCode()).isZero();
    }

    private RunId sixty() {
        RunId id = new RunId("sixty-abc");
        RunDirectory directory = RunDirectory.of(cao.state(), id);
        directory.create();
        List<RunEvent> events = new ArrayList<>();
        events.add(new RunEvent.RunCreated(
                id,
                "sixty",
                NASTY,
                "/nowhere",
                "{\"name\":\"sixty\",\"goal\":\"g\",\"supervisor\":{\"provider\":\"plan\"},\"workers\":[],\"plan\":[]}",
                Map.of(),
                "1"));
        for (int i = 1; i <= 60; i++) {
            WorkerName worker = new WorkerName("worker-with-a-long-name-" + i);
            TaskId task = new TaskId("t" + i);
            events.add(new RunEvent.WorkerStarting(worker, 1, "command", "", "", ""));
            events.add(new RunEvent.TaskCreated(
                    task, new CallKey("k/" + i), Address.SUPERVISOR, worker, NASTY, false, Optional.empty()));
            events.add(new RunEvent.TaskSent(task, worker, 1, NASTY, 1, 0));
            events.add(new RunEvent.TaskEnded(task, new TaskOutcome.Done(NASTY, false)));
        }
        events.add(new RunEvent.RunEnded(RunPhase.DONE, ExitStatus.DONE, "all of it"));
        try (SqliteJournal journal = SqliteJournal.open(directory.journal())) {
            List<JournalEntry> _ = journal.append(Instant.now(), events);
        }
        return id;
    }

    @Test
    void deathOfTheOrchestratorIsToldAndItsSuccessorFollowed() throws Exception {
        TwoSteps.in(cao, "cat >/dev/null; until test -e gate; do sleep 0.05; done; echo opened");
        CaoWorld.Running launch = cao.start("launch", "--profile", "two.yaml").awaitErr("t2 accepted");
        String id = cao.run("names", "--runs").expect(0).out().strip();
        runs.add(id);
        TmuxScreen screen = screen(120, 30);
        screen.enter("cao status --watch");
        screen.await("t2 working", "live");

        launch.signal("KILL");
        launch.await().expect(137);
        screen.await("orchestrator gone", "interrupted", "'cao resume " + id + "' goes on");

        CaoWorld.Running resume = cao.start("resume", id);
        screen.await("running", "live");
        cao.file("gate", "");
        resume.await().expect(0);
        screen.await("ended: done");
        screen.type("q");
        screen.awaitPrompt();
    }

    @Test
    void signalsGiveTheTerminalBack() throws Exception {
        sixty();
        TmuxScreen screen = screen(80, 24);
        screen.enter("cao status --watch sixty-abc");
        screen.await("WORKER 6/61");
        assertThat(screen.ask("#{alternate_on} #{cursor_flag} #{wrap_flag}")).isEqualTo("1 0 0");

        long shell = Long.parseLong(screen.ask("#{pane_pid}"));
        assertThat(ProcessHandle.of(shell).orElseThrow().children().filter(ProcessHandle::destroy))
                .hasSize(1);

        screen.awaitPrompt();
        assertThat(screen.exitCode()).isEqualTo(143);
        assertThat(screen.ask("#{alternate_on} #{cursor_flag} #{wrap_flag}")).isEqualTo("0 1 1");
        screen.enter("stty -a");
        screen.await(" icanon", " echo ");
    }

    @Test
    void withoutATerminalItSaysWhatToDoInstead() throws Exception {
        sixty();

        assertThat(cao.run("status", "--watch", "sixty-abc").expect(2).err())
                .isEqualTo("cao: status --watch needs a terminal on standard input and output\n"
                        + "'cao status sixty-abc' prints how the run stands, with --json for scripts.\n");
        assertThat(cao.run("status", "--watch", "--json").expect(2).err())
                .contains("neither with --all nor with --json");
        assertThat(cao.run("status", "--watch", "none-abc").expect(6).err()).contains("there is no run 'none-abc'");
    }
}
