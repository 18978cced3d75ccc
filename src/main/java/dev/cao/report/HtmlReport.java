package dev.cao.report;

import dev.cao.domain.TaskOutcome;
import dev.cao.domain.TaskView;
import dev.cao.domain.WorkerName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A run as one page that needs nothing but a browser: no network, no other file. What agents wrote can neither run nor
 * load anything. At most {@value #MOST_BYTES} bytes for 60 workers and 500 tasks: longer answers are cut, visibly.
 */
public final class HtmlReport {
    static final int MOST_BYTES = 3_000_000;

    /** Bytes of HTML, shared by all of a kind; what remains is for the charts and the markup of 500 tasks. */
    private static final int MOST_FILES = 2_000;

    private static final int ANSWERS = 1_000_000;

    private static final int QUESTIONS = 200_000;
    private static final int DETAILS = 200_000;
    private static final int SCREENS = 300_000;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private final RunRecord run;
    private final Ending ending;
    private final Facts facts;
    private final UnaryOperator<String> clean;
    private final Instant end;
    private final Spending spending;
    private final MarkdownHtml markdown = new MarkdownHtml();
    private final Html page = new Html();

    private HtmlReport(RunRecord run, Ending ending, Facts facts, UnaryOperator<String> clean) {
        this.run = run;
        this.ending = ending;
        this.facts = facts;
        this.clean = clean;
        this.end = run.state().endedAt().orElse(facts.now());
        this.spending = new Spending(run);
    }

    /** What the journal does not hold. */
    record Facts(List<Moments.Moment> moments, Optional<List<GitChanges.Change>> changes, Instant now) {}

    /** Returns the page, without the secrets that the redaction knows. */
    public static String of(
            RunRecord run, Ending ending, Transcripts transcripts, GitChanges changes, Redaction redaction, Instant now)
            throws InterruptedException {
        Facts facts = new Facts(Moments.of(run, transcripts), changes.sinceBegin(), now);
        return redaction.of(new HtmlReport(run, ending, facts, redaction::of).page());
    }

    private String page() {
        String script = "\n" + resource("report.js");
        String id = run.directory().run().value();
        page.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.raw(
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
                        + "script-src '%s'; img-src data:; base-uri 'none'; form-action 'none'\">\n"
                                .formatted(hash(script)));
        page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.raw("<meta name=\"referrer\" content=\"no-referrer\">\n<link rel=\"icon\" href=\"data:,\">\n");
        page.add("<title>%s: %s</title>\n", id, ending.words());
        page.raw("<style>\n").raw(resource("report.css")).raw("</style>\n</head>\n<body>\n");
        head(id);
        page.raw("<main>\n");
        section("timeline", "Timeline", Timeline.of(run, end) + LEGEND);
        if (!facts.moments().isEmpty()) {
            section("moments", "Blocked and failed", moments());
        }
        section("sequence", "Who asked whom", SequenceChart.of(run));
        section("tasks", "Tasks and answers", tasks());
        section("spending", "Spending", spending.html(run.state().startedAt(), end));
        section("files", "Files", files());
        page.raw("</main>\n");
        page.add(
                "<footer>Written by cao %s. Secrets that cao knows of are shown as ***.</footer>\n",
                run.created().caoVersion());
        page.raw("<script>").raw(script).raw("</script>\n</body>\n</html>\n");
        return page.toString();
    }

    private static final String LEGEND = """
            <p class="legend"><span class="done">done</span><span class="failed">failed</span>\
            <span class="cancelled">cancelled</span><span class="requeued">given again</span>\
            <span class="open">goes on</span><span class="waiting">waited for somebody</span></p>
            """;

    private void section(String id, String title, String content) {
        page.add("<section id=\"%s\">\n<h2>%s</h2>\n", id, title)
                .raw("<div class=\"scroll\">")
                .raw(content)
                .raw("</div></section>\n");
    }

    private void head(String id) {
        page.add(
                "<header>\n<p class=\"crumb\">cao run of %s</p>\n",
                TIME.format(run.state().startedAt()));
        page.add(
                "<h1>%s <span class=\"state %s\">%s</span></h1>\n",
                id, ending.phase().wireName(), ending.words());
        page.add(
                "<p class=\"goal\">%s</p>\n",
                clean.apply(Texts.head(run.created().goal().strip(), 2_000)));
        page.add(
                "<p class=\"summary\">%s</p>\n<dl class=\"tiles\">\n",
                clean.apply(Texts.head(ending.summary().strip(), 2_000)));
        List<TaskView> tasks = run.state().tasks();
        tile("Took", Elapsed.shown(Duration.between(run.state().startedAt(), end)));
        tile("Workers", Integer.toString(run.state().workers().size()));
        tile("Tasks done", "%d of %d".formatted(count(tasks, TaskOutcome.Done.class), tasks.size()));
        tile("Failed", Long.toString(count(tasks, TaskOutcome.Failed.class)));
        tile("Tokens", spending.tokens() == 0 ? "–" : "%,d".formatted(spending.tokens()));
        tile("Cost", spending.money());
        page.raw("</dl>\n");
        page.add("<p class=\"muted\">In %s", run.created().directory());
        run.state()
                .supervisor()
                .ifPresent(chosen -> page.add(
                        ", led by %s%s",
                        chosen.provider(),
                        chosen.model().map(model -> " (" + model + ")").orElse("")));
        page.raw("</p>\n<nav aria-label=\"Sections\"><a href=\"#timeline\">Timeline</a>");
        page.raw(facts.moments().isEmpty() ? "" : "<a href=\"#moments\">Blocked and failed</a>");
        page.raw("<a href=\"#sequence\">Sequence</a><a href=\"#tasks\">Tasks</a><a href=\"#spending\">Spending</a>");
        page.raw(
                "<a href=\"#files\">Files</a><button type=\"button\" id=\"theme\">Dark or light</button></nav>\n</header>\n");
    }

    private void tile(String name, String value) {
        page.add("<div><dt>%s</dt><dd>%s</dd></div>\n", name, value);
    }

    private static long count(List<TaskView> tasks, Class<? extends TaskOutcome> kind) {
        return tasks.stream()
                .flatMap(task -> task.outcome().stream())
                .filter(kind::isInstance)
                .count();
    }

    private String moments() {
        Html html = new Html();
        int screen = SCREENS / Math.max(1, facts.moments().size());
        int detail = DETAILS / Math.max(1, facts.moments().size());
        for (Moments.Moment moment : facts.moments()) {
            html.add(
                    "<article class=\"moment %s\"><h3><span class=\"badge\">%s</span> %s",
                    moment.kind(), moment.kind(), moment.who());
            moment.task().ifPresent(task -> html.add(" <a href=\"#%s\">%s</a>", task, task));
            html.add(
                    " <small>after %s",
                    Elapsed.shown(Duration.between(run.state().startedAt(), moment.at())));
            moment.lasted().ifPresent(time -> html.add(", for %s", Elapsed.shown(time)));
            html.add("</small></h3><p>%s</p>\n", clean.apply(Html.head(moment.what(), Math.min(detail, 2_000))));
            moment.screen()
                    .ifPresent(picture -> html.add(
                            "<details><summary>%s</summary><pre tabindex=\"0\">%s</pre></details>\n",
                            moment.kind().equals("check") ? "What it said" : "What the screen showed",
                            clean.apply(Html.tail(picture, Math.min(screen, 16_000)))));
            html.raw("</article>\n");
        }
        return html.toString();
    }

    private String tasks() {
        List<TaskView> tasks = run.state().tasks();
        if (tasks.isEmpty()) {
            return "<p class=\"muted\">No task was given.</p>\n";
        }
        Html html = new Html();
        html.raw(
                "<p class=\"tools\"><label>Find <input type=\"search\" id=\"find\" placeholder=\"worker, state, text\"></label>"
                        + "<button type=\"button\" id=\"all\">Open all</button><button type=\"button\" id=\"none\">Close all</button>"
                        + "<span id=\"found\" class=\"muted\" role=\"status\"></span></p>\n");
        int answer = ANSWERS / tasks.size();
        int question = Math.min(QUESTIONS / tasks.size(), 12_000);
        for (TaskView task : tasks) {
            task(html, task, answer, question, tasks.size() <= 6);
        }
        return html.toString();
    }

    private void task(Html html, TaskView task, int answerBytes, int questionBytes, boolean open) {
        WorkerName worker = task.session().orElse(task.to());
        String state = task.state().wireName();
        html.add("<details class=\"task\" id=\"%s\"", task.id()).raw(open ? " open><summary>" : "><summary>");
        html.add("<b>%s</b> <span class=\"badge %s\">%s</span> ", task.id(), state, state);
        html.add("<span class=\"who\">%s</span>", worker);
        task.as().ifPresent(as -> html.add(" <i>%s</i>", as));
        html.add(
                " <small>from %s, %s</small></summary>\n",
                task.from(), Elapsed.shown(Duration.between(task.createdAt(), task.since())));
        html.add(
                "<details class=\"asked\"><summary>What was asked</summary><pre tabindex=\"0\">%s</pre></details>\n",
                clean.apply(Html.head(task.text().strip(), questionBytes)));
        html.raw("<div class=\"answer\">\n").raw(answer(task, answerBytes)).raw("</div></details>\n");
    }

    private String answer(TaskView task, int most) {
        return switch (task.outcome().orElse(null)) {
            case null -> "<p class=\"muted\">It has no end yet.</p>\n";
            case TaskOutcome.Done(String answer, boolean mixed) ->
                (mixed ? "<p class=\"muted\">A person's text had been merged into the prompt.</p>\n" : "")
                        + markdown.of(clean.apply(answer), most);
            case TaskOutcome.Failed failed ->
                new Html()
                                .add(
                                        "<p><b>%s</b>: %s</p>\n",
                                        failed.reason().wireName(),
                                        clean.apply(Html.head(failed.detail(), Math.clamp(most / 2, 100, 2_000))))
                        + (failed.answer().isBlank() ? "" : markdown.of(clean.apply(failed.answer()), most));
            case TaskOutcome.Cancelled(String why) ->
                new Html()
                        .add("<p>%s</p>\n", clean.apply(Html.head(why, Math.clamp(most / 2, 100, 2_000))))
                        .toString();
        };
    }

    private String files() {
        Html html = new Html();
        if (!run.state().files().isEmpty()) {
            html.raw("<h3>Written by the plan</h3><ul>\n");
            List<String> written = run.state().files();
            written.stream().limit(MOST_FILES).forEach(file -> html.add("<li><code>%s</code></li>\n", file));
            html.raw("</ul>\n");
            if (written.size() > MOST_FILES) {
                html.add("<p class=\"muted\">%s more are left out.</p>\n", written.size() - MOST_FILES);
            }
        }
        html.raw("<h3>Changed, as git sees it</h3>\n");
        Optional<List<GitChanges.Change>> changes = facts.changes();
        if (changes.isEmpty()) {
            return html.raw("<p class=\"muted\">Not known: no git repository with a commit when the run began.</p>\n")
                    .toString();
        }
        if (changes.get().isEmpty()) {
            return html.raw("<p class=\"muted\">Nothing.</p>\n").toString();
        }
        html.raw(
                "<table><thead><tr><th>file</th><th class=\"n\">added</th><th class=\"n\">removed</th><th></th></tr></thead><tbody>\n");
        for (GitChanges.Change change : changes.get()) {
            html.add("<tr><th scope=\"row\"><code>%s</code></th>", change.file());
            html.add(
                    "<td class=\"n plus\">%s</td>",
                    change.added().map(n -> "+" + n).orElse("binary"));
            html.add(
                    "<td class=\"n minus\">%s</td>",
                    change.removed().filter(n -> n > 0).map(n -> "−" + n).orElse(""));
            html.add("<td class=\"muted\">%s</td></tr>\n", change.before() ? "was changed before the run, too" : "");
        }
        return html.raw("</tbody></table>\n").toString();
    }

    /** The only script that may run: whatever else came to be in the page is refused by the browser. */
    private static String hash(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(HtmlReport.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
