package report;

import cobol.SourceTree;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Findings as Markdown: a line of totals, then one entry each, worst first. */
final class Findings {
    private final List<Finding> findings;

    /** A copybook's finding is met once in each program that copies it; it is one thing to mend. */
    Findings(Collection<Finding> found) {
        Map<String, Finding> unique = new TreeMap<>();
        found.stream()
                .sorted()
                .forEach(finding -> unique.putIfAbsent(
                        finding.rule() + " " + finding.file().path() + ":" + finding.line(), finding));
        findings = unique.values().stream().sorted().toList();
    }

    List<Finding> sorted() {
        return findings;
    }

    // ### 2 findings: 1 high, 1 medium, 0 low
    //
    // - **high** [sql-in-loop] `src/INTCALC.cbl:88` `INTCALC` / `2000-POST`: why. **Do:** remedy.
    String markdown() {
        StringBuilder out = new StringBuilder("### %d finding%s: %d high, %d medium, %d low\n\n"
                .formatted(
                        findings.size(),
                        findings.size() == 1 ? "" : "s",
                        count(Finding.Severity.HIGH),
                        count(Finding.Severity.MEDIUM),
                        count(Finding.Severity.LOW)));
        for (Finding finding : findings) {
            out.append("- **%s** [%s] `%s:%d` %s: %s. **Do:** %s.\n"
                    .formatted(
                            finding.severity().name().toLowerCase(java.util.Locale.ROOT),
                            finding.rule(),
                            finding.file().path(),
                            finding.line(),
                            finding.place(),
                            finding.why(),
                            finding.remedy()));
        }
        return out.append('\n').toString();
    }

    long count(Finding.Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    /** What was left out of the analysis, so that silence about it is not taken for health. */
    static String skipped(SourceTree tree) {
        if (tree.skipped().isEmpty()) {
            return "";
        }
        return tree.skipped().entrySet().stream()
                .map(entry -> "- `" + entry.getKey() + "`: " + entry.getValue() + "\n")
                .collect(Collectors.joining("", "### Files not read\n\n", "\n"));
    }
}
