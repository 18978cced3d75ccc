package dev.cao.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser. Its pictures stay in {@code target/report}, for people to look at. */
final class HtmlReportBrowserTest {
    private static final Path PICTURES = Path.of(System.getProperty("cao.test.root", ""), "target/report");
    private static final String ANSWER = """
            ### Structure
            Five programs share `ACCTREC`; **two** write it.

            | program | reads | writes |
            |---|---|---|
            | `INTCALC` | rates | accounts |
            | `FEECALC` | fees | accounts |

            ```cobol
            PERFORM UNTIL EOF
               READ ACCOUNTS AT END SET EOF TO TRUE
            END-PERFORM
            ```
            - nothing looks at SQLCODE after this SELECT
            """;

    @TempDir
    private Path folder;

    private Path page;
    private String fragment = "";
    private String said = "";

    @BeforeEach
    void writePage() throws IOException, InterruptedException {
        assumeThat(chromium()).as("Debian's package chromium is installed").isPresent();
        Files.createDirectories(PICTURES);
        write(ANSWER);
    }

    private void write(String answer) throws IOException, InterruptedException {
        RunRecord run = HtmlReportTest.big(folder.resolve("run"), 6, 14, answer);
        page = Files.writeString(
                PICTURES.resolve("report.html"),
                HtmlReport.of(
                        run,
                        Ending.of(run.state(), false),
                        Transcripts.of(run),
                        new GitChanges(run.directory(), run.workingDirectory()),
                        new Redaction(run.directory(), List.of()),
                        Instant.now()));
    }

    private static Optional<Path> chromium() {
        return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Returns what the browser prints on standard output; what it says besides is kept. */
    private String browse(String... options) throws IOException, InterruptedException {
        List<String> argv = new ArrayList<>(List.of(
                chromium().orElseThrow().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--enable-logging=stderr",
                "--user-data-dir=" + folder.resolve("browser")));
        argv.addAll(List.of(options));
        argv.add(page.toUri() + fragment);
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(argv).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("HOME", folder.toString());
        Process browser = builder.start();
        try {
            assertThat(browser.waitFor(120, TimeUnit.SECONDS))
                    .as("the browser ends")
                    .isTrue();
        } finally {
            browser.descendants().forEach(ProcessHandle::destroyForcibly);
            browser.destroyForcibly().waitFor();
        }
        said = Files.readString(err, StandardCharsets.UTF_8);
        return Files.readString(out, StandardCharsets.UTF_8);
    }

    @Test
    void timelineAndSequenceAreThereAndTheConsoleIsSilent() throws IOException, InterruptedException {
        String document = browse("--dump-dom");

        assertThat(document)
                .contains("<svg class=\"timeline\"", "class=\"failed\"", "sequence", "handoff t1", "t7 api_error");
        assertThat(said).doesNotContain("CONSOLE");
    }

    @Test
    void aLinkToATaskOpensIt() throws IOException, InterruptedException {
        fragment = "#t8";

        assertThat(browse("--dump-dom"))
                .contains("<details class=\"task\" id=\"t8\" open=")
                .contains("<details class=\"task\" id=\"t9\">");
    }

    @Test
    void nothingThatAnAgentWroteRuns() throws IOException, InterruptedException {
        write(HtmlReportTest.HOSTILE);

        assertThat(browse("--dump-dom")).contains("<title>bank-7f3: failed, exit code 1</title>", "id=\"files\"");
        assertThat(said).doesNotContain("CONSOLE");
    }

    @Test
    void aScriptThatCameIntoThePageByAFaultOfOursDoesNotRun() throws IOException, InterruptedException {
        Files.writeString(
                page,
                Files.readString(page)
                        .replace(
                                "<main>",
                                "<main onclick=\"1\"><script>document.title='owned'</script>"
                                        + "<svg onload=\"document.title='owned'\"></svg>"));

        assertThat(browse("--dump-dom")).contains("<title>bank-7f3: failed, exit code 1</title>");
        assertThat(said).contains("Content Security Policy");
    }

    @Test
    void picturesAreTakenInLightAndDarkAndOnPaper() throws IOException, InterruptedException {
        Path light = PICTURES.resolve("light.png");
        Path dark = PICTURES.resolve("dark.png");
        Path paper = PICTURES.resolve("paper.pdf");
        browse("--window-size=1280,3000", "--screenshot=" + light);
        browse("--window-size=1280,3000", "--blink-settings=preferredColorScheme=0", "--screenshot=" + dark);
        browse("--no-pdf-header-footer", "--print-to-pdf=" + paper);

        assertThat(Files.size(light)).isGreaterThan(20_000);
        assertThat(Files.readAllBytes(light)).isNotEqualTo(Files.readAllBytes(dark));
        assertThat(paper).content(StandardCharsets.ISO_8859_1).startsWith("%PDF");
    }
}
