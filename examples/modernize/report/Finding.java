package report;

import cobol.Paragraph;
import cobol.Program;
import cobol.SourceFile;
import cobol.Token;
import java.util.Comparator;

/**
 * One thing to mend, with the line that shows it.
 *
 * @param rule a short name that stays the same from run to run
 * @param place {@code PROGRAM} or {@code PROGRAM / PARAGRAPH}
 */
record Finding(Severity severity, String rule, SourceFile file, int line, String place, String why, String remedy)
        implements Comparable<Finding> {
    enum Severity {
        HIGH,
        MEDIUM,
        LOW
    }

    private static final Comparator<Finding> ORDER = Comparator.comparing(Finding::severity)
            .thenComparing(finding -> finding.file().path())
            .thenComparing(Finding::line)
            .thenComparing(Finding::rule)
            .thenComparing(Finding::place);

    static Finding at(Token token, Severity severity, String rule, Program program, String why, String remedy) {
        return new Finding(severity, rule, token.file(), token.line(), "`" + program.name() + "`", why, remedy);
    }

    static Finding in(
            Paragraph paragraph,
            Token token,
            Severity severity,
            String rule,
            Program program,
            String why,
            String remedy) {
        String place = "`" + program.name() + "` / `" + paragraph.label() + "`";
        return new Finding(severity, rule, token.file(), token.line(), place, why, remedy);
    }

    String program() {
        return place.substring(1, place.indexOf('`', 1));
    }

    @Override
    public int compareTo(Finding other) {
        return ORDER.compare(this, other);
    }
}
