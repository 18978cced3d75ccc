package report;

import cobol.Exec;
import cobol.Job;
import cobol.Paragraph;
import cobol.Program;
import cobol.SourceFile;
import cobol.SourceTree;
import cobol.Statement;
import cobol.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The security review: findings in the code, then what they mean for the call edges of the architect's answer. */
public final class Security {
    private final SourceTree tree;
    private final Design design;

    public Security(SourceTree tree, Design design) {
        this.tree = tree;
        this.design = design;
    }

    /** The review as Markdown. */
    public String answer() {
        List<Reviewed> programs = tree.programs()
                .map(program -> new Reviewed(program.name(), check(program)))
                .toList();
        List<Finding> found = new ArrayList<>();
        programs.forEach(program -> found.addAll(program.findings()));
        tree.files(SourceFile.Kind.JCL).stream()
                .map(Job::of)
                .flatMap(Credentials::of)
                .forEach(found::add);
        Set<String> names = programs.stream().map(Reviewed::name).collect(Collectors.toSet());
        Findings findings = new Findings(found);
        return findings.markdown() + reviewOf(findings, names) + Findings.skipped(tree);
    }

    private record Reviewed(String name, List<Finding> findings) {}

    private static List<Finding> check(Program program) {
        List<Finding> found = new ArrayList<>(Integrity.of(program));
        Credentials.of(program).forEach(found::add);
        Taint taint = new Taint(program);
        for (Paragraph paragraph : program.paragraphs()) {
            paragraph
                    .statements()
                    .flatMap(statement -> injected(program, paragraph, statement, taint))
                    .forEach(found::add);
        }
        return found;
    }

    private static Stream<Finding> injected(Program program, Paragraph paragraph, Statement statement, Taint taint) {
        if (statement.isSql()) {
            Exec exec = statement.exec().orElseThrow();
            boolean dynamic = exec.verb().equals("PREPARE") || exec.startsWith("EXECUTE", "IMMEDIATE");
            return (dynamic ? Sql.hostVariables(exec) : List.<String>of())
                    .stream()
                            .flatMap(variable -> taint.originOf(variable).stream()
                                    .map(origin -> Finding.in(
                                            paragraph,
                                            statement.at(),
                                            Finding.Severity.HIGH,
                                            "sql-from-input",
                                            program,
                                            "`" + variable
                                                    + "` holds SQL text built from unvalidated input ("
                                                    + origin + ")",
                                            "use a static statement with host variables, "
                                                    + "or parameter markers with EXECUTE ... USING")));
        }
        Stream<Token> target = statement.is("CALL")
                ? statement.words().stream().skip(1).limit(1)
                : statement.isCics()
                                && Set.of("LINK", "XCTL")
                                        .contains(statement.exec().orElseThrow().verb())
                        ? statement.exec().orElseThrow().option("PROGRAM").stream()
                        : Stream.empty();
        return target.filter(Token::isWord)
                .flatMap(variable -> taint.originOf(variable.text()).stream()
                        .map(origin -> Finding.in(
                                paragraph,
                                statement.at(),
                                Finding.Severity.HIGH,
                                "program-from-input",
                                program,
                                "the program to run is named by unvalidated input (" + origin + ")",
                                "choose it from a fixed list (EVALUATE with literals)")));
    }

    private String reviewOf(Findings findings, Set<String> names) {
        if (design.edges().isEmpty()) {
            return "### Review of the design\n\nThe task text holds no call edges of an architect's answer; "
                    + "only the sources were reviewed.\n\n";
        }
        StringBuilder out = new StringBuilder("### Review of the design\n\nThe design names %d control transfers. "
                .formatted(design.edges().size()));
        Map<String, List<Finding>> high = findings.sorted().stream()
                .filter(finding -> finding.severity() == Finding.Severity.HIGH)
                .collect(Collectors.groupingBy(Finding::program, TreeMap::new, Collectors.toList()));
        out.append("Those that lead into a program with a finding of high severity "
                + "must not become open endpoints before it is mended:\n\n");
        List<Design.Edge> risky = design.edges().stream()
                .filter(edge -> high.containsKey(edge.to()))
                .toList();
        risky.forEach(edge ->
                out.append(edge).append(": ").append(rules(high.get(edge.to()))).append('\n'));
        out.append(risky.isEmpty() ? "- none\n" : "").append("\nReach of each such program, by the design:\n\n");
        out.append(high.isEmpty() ? "- none\n" : "");
        high.forEach((program, list) -> {
            Set<String> reaching = design.reaching(program);
            out.append("- `%s` (%s): %s\n"
                    .formatted(
                            program,
                            rules(list),
                            reaching.isEmpty()
                                    ? "no edge of the design leads here; find out who starts it"
                                    : "reached from " + quoted(reaching)));
        });
        List<Design.Edge> outside = design.edges().stream()
                .filter(edge -> !names.contains(edge.to()))
                .toList();
        out.append("\nEdges of the design that leave the tree, so that their trust is not known:\n\n");
        outside.forEach(edge -> out.append(edge).append('\n'));
        return out.append(outside.isEmpty() ? "- none\n" : "").append('\n').toString();
    }

    private static String rules(List<Finding> findings) {
        return findings.stream().map(Finding::rule).distinct().sorted().collect(Collectors.joining(", "));
    }

    private static String quoted(Set<String> names) {
        return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }
}
