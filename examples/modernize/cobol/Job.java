package cobol;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One JCL file: its job name, the steps with the program each one runs, and what looks like a password on its cards.
 *
 * @param name of the JOB card or procedure, else the member
 */
public record Job(String name, SourceFile file, List<Step> steps, List<Integer> passwordLines) {
    private static final Pattern CARD = Pattern.compile("^//([A-Z0-9@#$.]*)\\s+(JOB|PROC|EXEC|DD)\\b\\s*(.*)$");
    private static final Pattern PROGRAM = Pattern.compile("\\bPGM=([A-Z0-9@#$]+)");
    private static final Pattern DATASET = Pattern.compile("\\bDSN(?:AME)?=([A-Z0-9@#$.()+&-]+)");
    private static final Pattern DB2_RUN = Pattern.compile("\\bRUN\\s+PROG(?:RAM)?\\s*\\(([A-Z0-9@#$]+)\\)");
    private static final Pattern PASSWORD =
            Pattern.compile("\\b(PASSWORD|PASSWD|PWD)\\s*[=(]\\s*['\"]?[A-Z0-9@#$]", Pattern.CASE_INSENSITIVE);

    /** A step; {@code program} is what really runs, also under the DB2 terminal monitor. */
    public record Step(String name, String program, int line, List<Dataset> datasets) {
        public Step {
            datasets = List.copyOf(datasets);
        }
    }

    /** A DD card with a data set name. */
    public record Dataset(String ddName, String name) {}

    public Job {
        steps = List.copyOf(steps);
        passwordLines = List.copyOf(passwordLines);
    }

    /** Reads the cards; comments ({@code //*}) count for nothing. */
    public static Job of(SourceFile file) {
        String name = file.member();
        List<Step> steps = new ArrayList<>();
        List<Integer> passwords = new ArrayList<>();
        String dd = "";
        for (int i = 0; i < file.text().size(); i++) {
            String row = file.text().get(i);
            String card = (row.length() > 72 ? row.substring(0, 72) : row)
                    .toUpperCase(Locale.ROOT)
                    .stripTrailing();
            if (card.startsWith("//*")) {
                continue;
            }
            if (PASSWORD.matcher(card).find()) {
                passwords.add(i + 1);
            }
            Matcher parts = CARD.matcher(card);
            String operands = card;
            if (parts.matches()) {
                operands = parts.group(3);
                dd = parts.group(2).equals("DD") && !parts.group(1).isEmpty() ? parts.group(1) : dd;
                name = parts.group(2).matches("JOB|PROC") && !parts.group(1).isEmpty() ? parts.group(1) : name;
                if (parts.group(2).equals("EXEC")) {
                    steps.add(new Step(parts.group(1), "", i + 1, List.of()));
                }
            }
            if (!steps.isEmpty()) {
                steps.add(read(steps.removeLast(), operands, dd, i + 1, card.startsWith("//")));
            }
        }
        return new Job(name, file, steps, passwords);
    }

    private static Step read(Step step, String operands, String dd, int line, boolean card) {
        String program = step.program();
        int at = step.line();
        List<Dataset> datasets = new ArrayList<>(step.datasets());
        Matcher run = DB2_RUN.matcher(operands);
        Matcher called = PROGRAM.matcher(operands);
        Matcher dataset = DATASET.matcher(operands);
        if (!card && run.find()) {
            program = run.group(1);
            at = line;
        } else if (card && program.isEmpty() && called.find()) {
            program = called.group(1);
        }
        if (card && dataset.find()) {
            datasets.add(new Dataset(dd, dataset.group(1)));
        }
        return new Step(step.name(), program, at, datasets);
    }
}
