package dev.cao.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A tree of everything that makes COBOL hard to read.
 *
 * <pre>
 *   free/freeprog.cob   directive, CRLF, keywords in literals and comments, code beyond column 80
 *   free/setfree.CBL    $SET free, back to fixed in mid file
 *   fixed/Mixed.Cbl     sequence numbers, verbs in columns 73-80, continued word and literal, Latin-1, nested program
 *   fixed/TABBED        no extension, tabs, CRLF, REPLACE
 *   fixed/tricky.CBL    correct code that careless rules would complain about
 *   copy/  jobs/        copybooks in mixed case, one without extension; JCL with a continuation
 * </pre>
 */
@Tag("e2e")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NastyTreeTest {
    @TempDir
    private Path temporary;

    private String design = "";

    @BeforeAll
    void analyse() throws Exception {
        design = Analysis.answer(Analysis.NASTY, "", "architect");
    }

    @Test
    void architectCountsExactlyWhatTheCompilerWouldSee() throws Exception {
        assertThat(design).isEqualTo(Analysis.expected("nasty-architect.md"));
    }

    @Test
    void nothingInACommentOrLiteralIsTakenForCode() {
        assertThat(design).doesNotContain("COMMENT", "LITERAL", "REMARK", "GHOST", "WRONG");
    }

    @Test
    void onlyTrueFindingsAreReported() throws Exception {
        List<String> found = Stream.of("security", "performance", "test")
                .flatMap(role -> Analysis.findings(review(role)).stream())
                .toList();
        assertThat(found).isEqualTo(Analysis.expectedFindings("nasty.findings"));
    }

    @Test
    void binaryEbcdicAndLinkedFilesAreNamedAndNotRead() throws Exception {
        Path tree = Files.createDirectories(temporary.resolve("tree"));
        Files.writeString(
                tree.resolve("ONE.cbl"), "       PROGRAM-ID. ONE.\n       PROCEDURE DIVISION.\n           GOBACK.\n");
        Files.write(tree.resolve("BINARY.cbl"), new byte[] {0, 1, 2, 3});
        String source = "       IDENTIFICATION DIVISION.\n       PROGRAM-ID. HOST.\n".repeat(5);
        Files.write(tree.resolve("HOST.cbl"), source.getBytes(Charset.forName("IBM037")));
        Files.createSymbolicLink(tree.resolve("loop"), tree);
        Files.createSymbolicLink(tree.resolve("dangling.cbl"), Path.of("nowhere"));
        assertThat(Analysis.answer(tree, "", "architect"))
                .contains("| programs (PROGRAM-ID) | 1, 0 of them nested |")
                .endsWith("""
                        ### Files not read

                        - `BINARY.cbl`: binary
                        - `HOST.cbl`: EBCDIC, convert it to text first
                        - `dangling.cbl`: link, not followed
                        - `loop`: link, not followed

                        """);
    }

    @Test
    void latinOneAndUtfEightKeepTheirColumns() throws IOException, InterruptedException {
        String row = "       01  A PIC X(40) VALUE 'ÄÖÜ ÄÖÜ ÄÖÜ ÄÖÜ ÄÖÜ ÄÖÜ ÄÖÜ ÄÖÜ'.";
        String program = "       PROGRAM-ID. WIDE.\n       DATA DIVISION.\n       WORKING-STORAGE SECTION.\n" + row
                + "\n       PROCEDURE DIVISION.\n           CALL 'NEXT'.\n           GOBACK.\n";
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1)) {
            Path tree = Files.createDirectories(temporary.resolve(charset.name()));
            Files.writeString(tree.resolve("WIDE.cbl"), program, charset);
            assertThat(Analysis.answer(tree, "", "architect")).contains("- `WIDE` CALL `NEXT` (`WIDE.cbl:6`)");
        }
    }

    private String review(String role) {
        try {
            return Analysis.answer(Analysis.NASTY, design, role);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
