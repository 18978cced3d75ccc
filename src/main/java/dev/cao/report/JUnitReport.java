package dev.cao.report;

import dev.cao.domain.ExitStatus;
import dev.cao.domain.RunEvent;
import dev.cao.domain.TaskOutcome;
import dev.cao.domain.TaskView;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A run as JUnit XML, in the form that Jenkins, GitLab and GitHub's reporters read: one suite, a case for each task, each
 * check, and for the run itself. Something in it fails exactly when the run is not done.
 */
public final class JUnitReport {
    private static final int SHOWN = 10_000;
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

    private final RunRecord run;
    private final Ending ending;
    private final Transcripts transcripts;
    private final Map<String, Integer> uses = new HashMap<>();

    private JUnitReport(RunRecord run, Ending ending, Transcripts transcripts) {
        this.run = run;
        this.ending = ending;
        this.transcripts = transcripts;
    }

    /** What stands below a case. */
    private enum Fate {
        PASSED(""),
        SKIPPED("skipped"),
        FAILURE("failure"),
        ERROR("error");

        private final String element;

        Fate(String element) {
            this.element = element;
        }
    }

    private record Case(String name, Duration time, Fate fate, String type, String message, String output) {}

    /** Returns the document. */
    public static String of(RunRecord run, Ending ending, Transcripts transcripts) {
        return new JUnitReport(run, ending, transcripts).document();
    }

    private String document() {
        List<Case> cases = new ArrayList<>();
        tasks(cases);
        run.state().checks().forEach(check -> cases.add(ofCheck(check)));
        cases.add(ofRun());
        Map<String, String> counts = counts(cases);
        Xml xml = new Xml();
        xml.open("testsuites", with(Map.of("name", "cao"), counts));
        Map<String, String> suite = new LinkedHashMap<>();
        suite.put("name", name());
        suite.put("id", run.directory().run().value());
        suite.put("timestamp", TIMESTAMP.format(run.state().startedAt()));
        suite.putAll(counts);
        suite.put("skipped", count(cases, Fate.SKIPPED));
        xml.open("testsuite", suite);
        properties(xml);
        cases.forEach(testCase -> write(xml, testCase));
        return xml.close("testsuite").close("testsuites").toString();
    }

    private String name() {
        return run.created().name();
    }

    private Map<String, String> counts(List<Case> cases) {
        Map<String, String> counts = new LinkedHashMap<>();
        counts.put("tests", Integer.toString(cases.size()));
        counts.put("failures", count(cases, Fate.FAILURE));
        counts.put("errors", count(cases, Fate.ERROR));
        counts.put("time", seconds(run.duration()));
        return counts;
    }

    private static String count(List<Case> cases, Fate fate) {
        return Long.toString(
                cases.stream().filter(testCase -> testCase.fate() == fate).count());
    }

    private void properties(Xml xml) {
        xml.open("properties", Map.of());
        property(xml, "cao.run", run.directory().run().value());
        property(xml, "cao.state", ending.phase().wireName());
        ending.exit().ifPresent(exit -> property(xml, "cao.exit", Integer.toString(exit.code())));
        property(xml, "cao.directory", run.created().directory());
        property(xml, "cao.version", run.created().caoVersion());
        xml.close("properties");
    }

    private static void property(Xml xml, String name, String value) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("name", name);
        attributes.put("value", value);
        xml.empty("property", attributes);
    }

    /** Names must be the same in each run of the profile, so that CI can compare them; a further use has its number. */
    private String unique(String base) {
        int use = uses.merge(base, 1, Integer::sum);
        return use == 1 ? base : "%s (%d)".formatted(base, use);
    }

    private void tasks(List<Case> cases) {
        for (TaskView task : run.state().tasks()) {
            String caseName =
                    unique(task.to() + " " + task.as().orElseGet(() -> task.id().value()));
            Duration time = Duration.between(task.createdAt(), task.since());
            String output = output(task);
            cases.add(
                    switch (TaskVerdict.of(task, run.state(), ending)) {
                        case TaskVerdict.Passed _ -> new Case(caseName, time, Fate.PASSED, "", "", output);
                        case TaskVerdict.Skipped(String why) ->
                            new Case(caseName, time, Fate.SKIPPED, "skipped", why, output);
                        case TaskVerdict.Failed(String type, String detail) ->
                            new Case(caseName, time, Fate.FAILURE, type, detail, output);
                    });
        }
    }

    private String output(TaskView task) {
        String answer = task.outcome()
                .map(outcome -> switch (outcome) {
                    case TaskOutcome.Done(String text, boolean _) -> text;
                    case TaskOutcome.Failed failed -> failed.answer();
                    case TaskOutcome.Cancelled _ -> "";
                })
                .orElse("");
        List<String> transcript = transcripts.of(task.id());
        List<String> parts = new ArrayList<>();
        if (!answer.isBlank()) {
            parts.add(Texts.head(answer, SHOWN));
        }
        if (!transcript.isEmpty()) {
            parts.add("== end of what it printed\n" + String.join("\n", transcript));
        }
        return String.join("\n", parts);
    }

    private Case ofCheck(RunEvent.CheckMade check) {
        Fate fate = check.holds() ? Fate.PASSED : Fate.FAILURE;
        return new Case(
                unique("check: " + Texts.firstLine(check.check())), Duration.ZERO, fate, "check", check.detail(), "");
    }

    private Case ofRun() {
        Fate fate = switch (ending.phase()) {
            case DONE -> Fate.PASSED;
            case RUNNING -> Fate.SKIPPED;
            case FAILED -> ending.exit().equals(java.util.Optional.of(ExitStatus.FAILED)) ? Fate.FAILURE : Fate.ERROR;
            case BLOCKED, STOPPED, INTERRUPTED -> Fate.ERROR;
        };
        String type = ending.exit()
                .map(exit -> exit.name().toLowerCase(Locale.ROOT))
                .orElse(ending.phase().wireName());
        String message = "%s: %s".formatted(ending.words(), ending.summary());
        return new Case("run", run.duration(), fate, type, message, "");
    }

    private void write(Xml xml, Case testCase) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("name", testCase.name());
        attributes.put("classname", name());
        attributes.put("time", seconds(testCase.time()));
        if (testCase.fate() == Fate.PASSED && testCase.output().isEmpty()) {
            xml.empty("testcase", attributes);
            return;
        }
        xml.open("testcase", attributes);
        Map<String, String> why = new LinkedHashMap<>();
        why.put("message", Texts.firstLine(testCase.message()));
        switch (testCase.fate()) {
            case PASSED -> {
                // Nothing below it says so.
            }
            case SKIPPED -> xml.empty(testCase.fate().element, why);
            case FAILURE, ERROR -> {
                why.put("type", testCase.type());
                xml.leaf(testCase.fate().element, why, Texts.tail(testCase.message(), SHOWN));
            }
        }
        if (!testCase.output().isEmpty()) {
            xml.leaf("system-out", Map.of(), testCase.output());
        }
        xml.close("testcase");
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.3f", Math.max(0, time.toMillis()) / 1000.0);
    }

    private static Map<String, String> with(Map<String, String> first, Map<String, String> then) {
        Map<String, String> both = new LinkedHashMap<>(first);
        both.putAll(then);
        return both;
    }
}
