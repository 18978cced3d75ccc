package dev.cao.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the analyses say about the bank: all that was planted, at its line, and nothing else. */
@Tag("e2e")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BankAnalysisTest {
    private static final List<String> CLEAN = List.of(
            "online/BNKMENU.cbl",
            "batch/ACCTLOAD.cbl",
            "batch/RECONCIL.cbl",
            "common/DATEUTIL.cbl",
            "common/BNKPOST.cbl",
            "common/AuditLog.Cbl",
            "copybooks/",
            "jcl/EODJOB.jcl",
            "jcl/LOADJOB.JCL",
            "jcl/RECON.jcl");

    private String design = "";
    private String security = "";
    private String performance = "";
    private String test = "";

    @BeforeAll
    void analyse() throws Exception {
        design = Analysis.answer(Analysis.BANK, "Take stock.", "architect");
        security = Analysis.answer(Analysis.BANK, "Review this design:\n" + design, "security");
        performance = Analysis.answer(Analysis.BANK, "Review this design:\n" + design, "performance");
        test = Analysis.answer(Analysis.BANK, "Review this design:\n" + design, "test");
    }

    @Test
    void architectReportsTheFactsOfTheBank() throws Exception {
        assertThat(design).isEqualTo(Analysis.expected("bank-architect.md"));
    }

    @Test
    void securityFindsWhatWasPlanted() throws Exception {
        assertThat(Analysis.findings(security)).isEqualTo(Analysis.expectedFindings("bank-security.findings"));
    }

    @Test
    void performanceFindsWhatWasPlanted() throws Exception {
        assertThat(Analysis.findings(performance)).isEqualTo(Analysis.expectedFindings("bank-performance.findings"));
    }

    @Test
    void testFindsWhatWasPlanted() throws Exception {
        assertThat(Analysis.findings(test)).isEqualTo(Analysis.expectedFindings("bank-test.findings"));
    }

    @Test
    void cleanProgramsHaveNoFinding() {
        List<String> all = Stream.of(security, performance, test)
                .flatMap(answer -> Analysis.findings(answer).stream())
                .toList();
        assertThat(all).isNotEmpty().noneMatch(finding -> CLEAN.stream().anyMatch(finding::contains));
    }

    @Test
    void theSecretItselfIsNeverRepeated() {
        assertThat(design + security + performance + test).doesNotContain("HARB0UR7", "PR1NTM3");
    }

    @Test
    void securityReviewsTheEdgesOfTheDesignItWasGiven() throws Exception {
        assertThat(security)
                .contains("- `BNKMENU` XCTL `BNKSRCH` (`online/BNKMENU.cbl:55`): sql-from-input")
                .contains("- `BNKSRCH` (sql-from-input): reached from `BNKMENU`, `BNKSIGN`");
        String other = Analysis.answer(
                Analysis.BANK,
                "A design:\n- `WEB` LINK `BNKSRCH` (`x.cbl:1`)\n- `A` CALL `B` (`y.cbl:2`)\n",
                "security");
        assertThat(other)
                .contains("The design names 2 control transfers.")
                .contains("- `BNKSRCH` (sql-from-input): reached from `WEB`")
                .contains("- `A` CALL `B` (`y.cbl:2`)");
    }

    @Test
    void securityWithoutADesignSaysSo() throws Exception {
        assertThat(Analysis.answer(Analysis.BANK, "Review.", "security")).contains("holds no call edges");
    }

    @Test
    void theSameTreeGivesTheSameAnswer() throws Exception {
        assertThat(Analysis.run(Analysis.PROJECT, "", "architect", Analysis.BANK.toString())
                        .out())
                .isEqualTo(design);
    }
}
