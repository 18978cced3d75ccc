package report;

import cobol.DataItem;
import cobol.Exec;
import cobol.Paragraph;
import cobol.Program;
import cobol.SourceTree;
import cobol.Statement;
import cobol.Statement.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The performance review: work repeated in loops, wide reads, tasks that wait for a person. */
public final class Performance {
    private static final int LARGE_TABLE = 100;
    private static final Set<String> ROW_VERBS =
            Set.of("SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "PREPARE", "CONNECT", "OPEN");

    private final SourceTree tree;
    private final Design design;

    public Performance(SourceTree tree, Design design) {
        this.tree = tree;
        this.design = design;
    }

    /** The review as Markdown. */
    public String answer() {
        Findings findings = new Findings(tree.programs()
                .flatMap(program -> new Review(program).findings().stream())
                .toList());
        return findings.markdown() + order(findings) + Findings.skipped(tree);
    }

    /** What to mend first: the programs most others wait for. */
    private String order(Findings findings) {
        Map<String, Integer> counts = new TreeMap<>();
        findings.sorted().forEach(finding -> counts.merge(finding.program(), 1, Integer::sum));
        StringBuilder out = new StringBuilder(
                "### Where to start\n\n| program | findings | reached from (by the design) |\n|---|---|---|\n");
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> out.append("| `%s` | %d | %s |\n"
                        .formatted(
                                entry.getKey(), entry.getValue(), String.join(", ", design.reaching(entry.getKey())))));
        return out.append("\nMeasure before and after with the same input: "
                        + "elapsed and CPU time of the step, and SQL calls per record.\n\n")
                .toString();
    }

    private static final class Review {
        private final Program program;
        private final List<Finding> found = new ArrayList<>();
        private final Flow flow;
        private Paragraph paragraph;

        Review(Program program) {
            this.program = program;
            flow = new Flow(program);
            paragraph = program.paragraphs().isEmpty()
                    ? new Paragraph("", "", false, program.at(), List.of())
                    : program.paragraphs().getFirst();
        }

        List<Finding> findings() {
            program.execs().filter(Statement::isSql).forEach(this::wideSelect);
            for (int i = 0; i < program.paragraphs().size(); i++) {
                paragraph = program.paragraphs().get(i);
                walk(paragraph.body(), flow.loops(i));
                paragraph
                        .statements()
                        .filter(statement -> statement.is("SEARCH"))
                        .forEach(this::search);
            }
            conversation();
            return found;
        }

        private void walk(List<Statement> body, boolean repeated) {
            for (Statement statement : body) {
                if (repeated) {
                    repeated(statement);
                }
                statement.branches().forEach(branch -> walk(branch.body(), repeated || branch.reason() == Reason.LOOP));
            }
        }

        private void repeated(Statement statement) {
            if (statement.isSql()) {
                Exec exec = statement.exec().orElseThrow();
                boolean positioned = exec.has("CURRENT") && exec.has("OF");
                if (ROW_VERBS.contains(exec.verb()) && !positioned) {
                    add(
                            statement,
                            exec.verb().equals("SELECT") || exec.verb().equals("OPEN")
                                    ? Finding.Severity.HIGH
                                    : Finding.Severity.MEDIUM,
                            "sql-in-loop",
                            "this SQL " + exec.verb() + " runs once per turn of a loop",
                            exec.verb().equals("SELECT") || exec.verb().equals("OPEN")
                                    ? "join it into the driving cursor, "
                                            + "or read the rows once into a table before the loop"
                                    : "use one set-based statement, or multi-row " + exec.verb()
                                            + " with a commit every few hundred rows");
                }
            } else if (statement.is("OPEN", "CLOSE")) {
                add(
                        statement,
                        Finding.Severity.MEDIUM,
                        "open-in-loop",
                        statement.verb() + " of a file runs once per turn of a loop",
                        "open it once before the loop and close it after");
            } else if (statement.isCics()
                    && statement.exec().orElseThrow().verb().equals("LINK")) {
                add(
                        statement,
                        Finding.Severity.MEDIUM,
                        "link-in-loop",
                        "a LINK runs once per turn of a loop",
                        "pass all records in one call (a channel with one container)");
            }
        }

        private void wideSelect(Statement statement) {
            Exec exec = statement.exec().orElseThrow();
            for (int i = 0; i + 1 < exec.words().size(); i++) {
                if (exec.words().get(i).is("SELECT") && exec.words().get(i + 1).isSymbol("*")) {
                    found.add(Finding.at(
                            exec.words().get(i),
                            Finding.Severity.MEDIUM,
                            "select-star",
                            program,
                            "SELECT * fetches every column and breaks when the table grows",
                            "name the columns that are used"));
                }
            }
        }

        private void search(Statement statement) {
            if (statement.has("ALL") || statement.words().size() < 2) {
                return;
            }
            program.items(statement.words().get(1).text()).stream()
                    .filter(item -> item.occurs() >= LARGE_TABLE)
                    .map(DataItem::occurs)
                    .findFirst()
                    .ifPresent(size -> add(
                            statement,
                            Finding.Severity.LOW,
                            "linear-search",
                            "SEARCH goes through up to " + size + " entries one by one",
                            "keep the table sorted and use SEARCH ALL, or a map in the new system"));
        }

        /** A task that sends a map and then waits for the answer holds its storage and locks while a person thinks. */
        private void conversation() {
            Set<String> sent = new HashSet<>();
            boolean returns = program.statements()
                    .filter(Statement::isCics)
                    .anyMatch(statement -> statement.exec().orElseThrow().verb().equals("RETURN")
                            && statement.exec().orElseThrow().has("TRANSID"));
            for (Paragraph each : program.paragraphs()) {
                paragraph = each;
                each.statements().filter(Statement::isCics).forEach(statement -> {
                    Exec exec = statement.exec().orElseThrow();
                    if (exec.verb().equals("SEND")) {
                        sent.add("SEND");
                    } else if (exec.verb().equals("RECEIVE") && !returns && !sent.isEmpty()) {
                        add(
                                statement,
                                Finding.Severity.HIGH,
                                "conversational-task",
                                "the task waits here for the terminal user, holding its locks and storage",
                                "make it pseudo-conversational: RETURN TRANSID ... COMMAREA after SEND");
                    } else if (exec.verb().equals("DELAY")) {
                        add(
                                statement,
                                Finding.Severity.MEDIUM,
                                "delay",
                                "DELAY holds the task and what it has locked",
                                "start a later task instead");
                    }
                });
            }
        }

        private void add(Statement statement, Finding.Severity severity, String rule, String why, String remedy) {
            found.add(Finding.in(paragraph, statement.at(), severity, rule, program, why, remedy));
        }
    }
}
