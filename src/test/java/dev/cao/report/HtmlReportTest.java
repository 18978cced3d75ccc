package dev.cao.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.domain.Address;
import dev.cao.domain.CallKey;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.FailureReason;
import dev.cao.domain.MessageId;
import dev.cao.domain.ProcessExit;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunPhase;
import dev.cao.domain.TaskId;
import dev.cao.domain.TaskOutcome;
import dev.cao.domain.WorkerName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class HtmlReportTest {
    @TempDir
    private Path folder;

    private SampleRun run() {
        return new SampleRun(folder);
    }

    private static String page(RunRecord record, Redaction redaction) throws InterruptedException {
        return HtmlReport.of(
                record,
                Ending.of(record.state(), false),
                Transcripts.of(record),
                new GitChanges(record.directory(), record.workingDirectory()),
                redaction,
                Instant.parse("2026-11-23T11:00:00Z"));
    }

    private String page(RunRecord record) throws InterruptedException {
        return page(record, new Redaction(record.directory(), List.of()));
    }

    @Test
    void answersAreRenderedAndWhatAgentsWroteCanNeitherRunNorLoadAnything() throws InterruptedException {
        String page = page(
                run().done("one", "plan", """
                        # Plan
                        | a | b |
                        |---|---|
                        | 1 | *two* |

                        <script>alert(1)</script>

                        ![spy](https://example.org/x.png) [go](javascript:alert(2))
                        """).ended(RunPhase.DONE, ExitStatus.DONE, "</p><script>alert(3)</script>"));

        assertThat(page)
                .contains("<h1>Plan</h1>", "<td><em>two</em></td>", "&lt;script&gt;alert(1)")
                .contains("href=\"https://example.org/x.png\">image: spy</a>")
                .doesNotContain("<img", "href=\"javascript:", "<script>alert");
    }

    @Test
    void noMarkupOfAnAnswerIsMoreThanText() throws InterruptedException {
        String page = page(run().done("one", "plan", HOSTILE).ended(RunPhase.DONE, ExitStatus.DONE, HOSTILE));
        String answer = page.substring(page.indexOf("<div class=\"answer\">"), page.indexOf("id=\"spending\""));

        assertThat(Pattern.compile("<([a-z0-9]+)").matcher(answer).results().map(tag -> tag.group(1)))
                .isSubsetOf("div", "p", "a", "code", "pre", "h1", "ul", "li", "em", "blockquote", "details", "section");
        assertThat(Pattern.compile("\\s([a-z-]+)=\"([^\"]*)\"")
                        .matcher(answer)
                        .results()
                        .map(MatchResult::group))
                .allMatch(attribute -> attribute.matches(
                        "\\s(class|id|rel|title|tabindex)=.*|\\shref=\"(https?:|mailto:|#|relative|)[^\"]*\""));
    }

    /** Ways by which Markdown has become script elsewhere. */
    static final String HOSTILE = """
            # <script>document.title='owned'</script>
            <svg onload="document.title='owned'"><img src=x onerror="document.title='owned'">
            [a](javascript:document.title='owned') [b](JaVaScRiPt&colon;document.title='owned')
            [c](&#106;avascript:document.title='owned') [d](data:text/html,<script>1</script>) [e](vbscript:x)
            [f](https://example.org "\" onmouseover=\"document.title='owned'") <javascript:document.title='owned'>
            ![g](x" onerror="document.title='owned) ![h](data:image/svg+xml,<svg/onload=1>) [i](relative)
            ``` x" onclick="document.title='owned
            </code></pre><iframe srcdoc="<script>parent.document.title='owned'</script>"></iframe>
            ```
            * </div></details><style>body{display:none}</style><base href="https://example.org/">
            > <form action="https://example.org"><meta http-equiv="refresh" content="0;url=https://example.org">

            [ref]: javascript:document.title='owned'
            [ref] &lt;script&gt;document.title='owned'&lt;/script&gt;
            """;

    @Test
    @Timeout(60)
    void anAnswerThatIsHardToReadHoldsNothingUp() throws InterruptedException {
        String deep = "*a **b ".repeat(3_000) + "b** a*".repeat(3_000);
        String page = page(run().done("one", "wide", "<\"&\n".repeat(20_000))
                .done("one", "quoted", ">".repeat(20_000) + "a")
                .done("one", "deep", deep)
                .done("one", "links", "[a](".repeat(5_000))
                .ended(RunPhase.DONE, ExitStatus.DONE, "ok"));

        assertThat(page).contains("<pre tabindex=\"0\">*a **b *a", "id=\"t4\"");
    }

    @Test
    void thePageAsksNothingOfTheNetwork() throws InterruptedException {
        String page = page(run().done("one", "plan", "Done.").ended(RunPhase.DONE, ExitStatus.DONE, "ok"));

        assertThat(page).contains("default-src 'none'").doesNotContain(" src=", "url(http", "@import");
    }

    @Test
    void aBlockedMomentIsShownWithItsScreenAndHowLongItLasted() throws IOException, InterruptedException {
        SampleRun run = run().open("one", "plan")
                .add(new RunEvent.TaskWaiting(new TaskId("t1"), RunEvent.Wait.PERMISSION, "Bash(rm x)"));
        long seq = run.record().state().seq();
        Files.createDirectories(folder.resolve("screens"));
        Files.writeString(folder.resolve("screens/" + seq + ".txt"), "Do you want <this>?\n❯ 1. Yes\n");
        String page = page(run.add(new RunEvent.TaskResumed(new TaskId("t1")))
                .end(new TaskOutcome.Done("ok", false))
                .ended(RunPhase.DONE, ExitStatus.DONE, "ok"));

        assertThat(page)
                .contains(
                        "waits for a permission: Bash(rm x)",
                        "Do you want &lt;this&gt;?",
                        ", for 1.0s",
                        "class=\"waiting\"");
    }

    @Test
    void aSecretInAnAnswerIsNotInThePage() throws InterruptedException {
        RunRecord record =
                run().done("one", "plan", "key is abc*def*ghi123").ended(RunPhase.DONE, ExitStatus.DONE, "ok");
        Redaction redaction = new Redaction(record.directory(), List.of(Map.of("MY_API_KEY", "abc*def*ghi123")));

        assertThat(page(record, redaction)).contains("key is ***").doesNotContain("ghi123");
    }

    @Test
    void sixtyWorkersAndFiveHundredTasksFitIntoThreeMegabytes() throws InterruptedException {
        String page = page(big(folder, 60, 500, "| a | `<b>` |\n|---|---|\n" + "| *1* | <2> ü |\n".repeat(2_000)));

        assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(HtmlReport.MOST_BYTES);
        assertThat(page).contains("id=\"t500\"", "more characters");
    }

    @Test
    void whateverItHoldsThePageStaysBelowThreeMegabytes() throws InterruptedException {
        SampleRun run = new SampleRun(folder);
        String nasty = "<\"&\n".repeat(5_000);
        for (int i = 1; i <= 60; i++) {
            run.add(new RunEvent.WorkerStarting(
                    new WorkerName("worker-" + i), 1, "claude-code", "first", "s", "/none"));
        }
        for (int i = 1; i <= 500; i++) {
            TaskId task = new TaskId("t" + i);
            WorkerName name = new WorkerName("worker-" + (1 + i % 60));
            run.add(new RunEvent.TaskCreated(
                            task, new CallKey("k" + i), Address.SUPERVISOR, name, nasty, true, Optional.empty()))
                    .add(new RunEvent.TaskSent(task, name, 1, "do", 1, 0))
                    .add(new RunEvent.TaskWaiting(task, RunEvent.Wait.PERMISSION, nasty))
                    .add(new RunEvent.TaskEnded(task, new TaskOutcome.Failed(FailureReason.API_ERROR, nasty, nasty)))
                    .add(new RunEvent.MessageRecorded(
                            new MessageId("m" + i),
                            Address.SUPERVISOR,
                            new Address.Worker(name),
                            nasty,
                            Optional.empty()));
        }

        String page = page(run.ended(RunPhase.FAILED, ExitStatus.FAILED, nasty));

        assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(HtmlReport.MOST_BYTES);
        assertThat(page).contains("id=\"t500\"", "worker-60");
    }

    @Test
    void filesThatChangedAreToldAndWhatWasChangedBeforeIsNotLaidAtTheTeamsDoor() throws Exception {
        Path work = Files.createDirectories(folder.resolve("work"));
        Files.writeString(work.resolve("mine.txt"), "a\n");
        Files.writeString(work.resolve("theirs.txt"), "a\n");
        git(work, "init", "-q");
        git(work, "add", ".");
        git(work, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "first");
        Files.writeString(work.resolve("mine.txt"), "a\nb\n");
        GitChanges changes = new GitChanges(run().record().directory(), work);
        changes.begin();
        Files.writeString(work.resolve("theirs.txt"), "c\n");
        Files.writeString(work.resolve("new.txt"), "1\n2\n");

        assertThat(changes.sinceBegin().orElseThrow())
                .containsExactlyInAnyOrder(
                        new GitChanges.Change("mine.txt", Optional.of(1L), Optional.of(0L), true),
                        new GitChanges.Change("theirs.txt", Optional.of(1L), Optional.of(1L), false),
                        new GitChanges.Change("new.txt", Optional.of(2L), Optional.of(0L), false));
    }

    private static void git(Path work, String... arguments) throws IOException, InterruptedException {
        List<String> argv = new java.util.ArrayList<>(List.of("git"));
        argv.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(argv).directory(work.toFile()).start().waitFor())
                .isZero();
    }

    /** A run of which everything that a page can show is shown. */
    static RunRecord big(Path folder, int workers, int tasks, String answer) {
        SampleRun run = new SampleRun(folder);
        run.add(new RunEvent.SupervisorChosen("plan", Optional.empty(), "the profile's"));
        for (int i = 1; i <= workers; i++) {
            WorkerName name = new WorkerName("worker-" + i);
            run.add(new RunEvent.WorkerStarting(name, 1, "claude-code", "first", "s", "/none"));
            run.add(new RunEvent.WorkerStarted(name, 1, name.value(), "%" + i, 1));
        }
        for (int i = 1; i <= tasks; i++) {
            WorkerName name = new WorkerName("worker-" + (1 + i * 7 % workers));
            TaskId task = new TaskId("t" + i);
            run.open(name.value(), "step-" + i).add(new RunEvent.TaskSent(task, name, 1, "do", 1, 0));
            run.add(new RunEvent.UsageMeasured(name, "m", 1_000L * i, 300, 20_000, 10, Optional.of(0.01)));
            if (i % 5 == 0) {
                run.add(new RunEvent.TaskWaiting(task, RunEvent.Wait.PERMISSION, "Bash(make test)"));
                run.add(new RunEvent.PromptAnswered(name, Address.USER, "allow"));
                run.add(new RunEvent.TaskResumed(task));
            }
            run.end(
                    i % 7 == 0
                            ? new TaskOutcome.Failed(FailureReason.API_ERROR, "the model's API was overloaded", "")
                            : new TaskOutcome.Done(answer, false));
        }
        run.add(new RunEvent.WorkerGone(new WorkerName("worker-1"), 1, new ProcessExit.Code(1), "panic: no space\n"));
        run.add(new RunEvent.CheckMade("file plan.md", false, "it is empty"));
        run.add(new RunEvent.FileWriting("/bank/plan.md", 0));
        return run.ended(RunPhase.FAILED, ExitStatus.FAILED, "A check does not hold.");
    }
}
