package report;

import cobol.Exec;
import cobol.Paragraph;
import cobol.Program;
import cobol.SourceTree;
import cobol.Statement;
import cobol.Token;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The test review: what hinders tests, and a characterization test for each program, most needed first. */
public final class Testability {
    private static final Set<String> ARITHMETIC = Set.of("COMPUTE", "ADD", "SUBTRACT", "MULTIPLY", "DIVIDE");
    private static final Set<String> INPUT_OUTPUT = Set.of("READ", "WRITE", "REWRITE", "DELETE", "START", "ACCEPT");
    private static final int TANGLED_JUMPS = 3;

    private record Plan(String program, String file, String kind, int decisions, String given, String observe) {}

    private record Reviewed(Plan plan, List<Finding> findings) {}

    private final SourceTree tree;
    private final Design design;

    public Testability(SourceTree tree, Design design) {
        this.tree = tree;
        this.design = design;
    }

    /** The review as Markdown. */
    public String answer() {
        List<Reviewed> programs = tree.programs()
                .map(program -> new Reviewed(plan(program), check(program)))
                .toList();
        List<Plan> plans = programs.stream().map(Reviewed::plan).toList();
        Findings findings = new Findings(programs.stream()
                .flatMap(program -> program.findings().stream())
                .toList());
        return coverage() + findings.markdown() + table(plans, findings) + Findings.skipped(tree);
    }

    private String coverage() {
        long tests = Stream.of(cobol.SourceFile.Kind.values())
                .flatMap(kind -> tree.files(kind).stream())
                .filter(file -> file.path().toLowerCase(Locale.ROOT).matches("(.*/)?(tests?|unittest)/.*")
                        || file.member().matches("(TEST|TST).*|.*(TEST|UT)$"))
                .count();
        return tests == 0
                ? "No test program, test data or test job is in this tree: "
                        + "nothing says today that a change kept the behaviour.\n\n"
                : "%d file(s) of this tree look like tests; keep them running during the migration.\n\n"
                        .formatted(tests);
    }

    private static List<Finding> check(Program program) {
        List<Finding> found = new ArrayList<>();
        Flow flow = new Flow(program);
        for (Paragraph paragraph : flow.dead()) {
            found.add(Finding.in(
                    paragraph,
                    paragraph.at(),
                    Finding.Severity.LOW,
                    "dead-paragraph",
                    program,
                    "no PERFORM, GO TO or fall-through leads here, so no test can",
                    "delete it after a check of the old listings"));
        }
        for (Paragraph paragraph : program.paragraphs()) {
            altered(program, paragraph, found);
            clock(program, paragraph, found);
            seam(program, paragraph, found);
        }
        jumps(program, flow, found);
        return found;
    }

    private static void altered(Program program, Paragraph paragraph, List<Finding> found) {
        paragraph
                .statements()
                .filter(statement -> statement.is("ALTER"))
                .forEach(statement -> found.add(Finding.in(
                        paragraph,
                        statement.at(),
                        Finding.Severity.HIGH,
                        "alter",
                        program,
                        "ALTER changes where a GO TO leads while the program runs, "
                                + "so its text does not say what it does",
                        "replace it by a switch and EVALUATE before anything else in this program is touched")));
    }

    /** Reading the clock is fine in a paragraph that does nothing else: that is where a test puts its own date. */
    private static void clock(Program program, Paragraph paragraph, List<Finding> found) {
        boolean only = paragraph
                .statements()
                .allMatch(statement -> statement.is("ACCEPT", "MOVE", "EXIT", "CONTINUE", "STRING", "INITIALIZE"));
        paragraph
                .statements()
                .filter(Testability::readsClock)
                .filter(statement -> !only)
                .forEach(statement -> found.add(Finding.in(
                        paragraph,
                        statement.at(),
                        Finding.Severity.MEDIUM,
                        "untestable-date",
                        program,
                        "the date of the machine is read in the middle of the logic, "
                                + "so a test gives another result each day",
                        "read it in a paragraph of its own, or take it as a parameter")));
    }

    private static boolean readsClock(Statement statement) {
        boolean accepted = statement.is("ACCEPT")
                && statement
                        .after("FROM")
                        .map(token ->
                                Set.of("DATE", "DAY", "TIME", "DAY-OF-WEEK").contains(token.text()))
                        .orElse(false);
        return accepted || statement.ownWords().anyMatch(token -> token.is("CURRENT-DATE")) && !statement.isSql();
    }

    private static void seam(Program program, Paragraph paragraph, List<Finding> found) {
        List<Statement> sums =
                paragraph.statements().filter(Testability::calculates).toList();
        List<String> effects = paragraph
                .statements()
                .filter(Testability::hasEffect)
                .map(Statement::verb)
                .distinct()
                .sorted()
                .toList();
        if (!sums.isEmpty() && !effects.isEmpty()) {
            found.add(Finding.in(
                    paragraph,
                    paragraph.at(),
                    Finding.Severity.LOW,
                    "no-seam",
                    program,
                    "%d calculation(s) stand together with %s and cannot be tested alone"
                            .formatted(sums.size(), String.join(", ", effects)),
                    "move the calculations to a paragraph or program that works on its parameters only"));
        }
    }

    /** Counting ({@code ADD 1 TO ROWS}) is no calculation worth a test of its own. */
    private static boolean calculates(Statement statement) {
        boolean counts = statement.is("ADD", "SUBTRACT")
                && statement.words().size() > 1
                && statement.words().get(1).kind() == Token.Kind.NUMBER;
        return ARITHMETIC.contains(statement.verb()) && !counts;
    }

    private static boolean hasEffect(Statement statement) {
        if (statement.exec().isPresent()) {
            Exec exec = statement.exec().get();
            return !Set.of("DECLARE", "INCLUDE", "WHENEVER", "HANDLE", "IGNORE").contains(exec.verb());
        }
        return INPUT_OUTPUT.contains(statement.verb()) && !readsClock(statement);
    }

    /** GO TO the end of the own PERFORM range is an early exit; others tangle the flow. */
    private static void jumps(Program program, Flow flow, List<Finding> found) {
        List<Statement> tangled = new ArrayList<>();
        List<Paragraph> places = new ArrayList<>();
        for (int i = 0; i < program.paragraphs().size(); i++) {
            int here = i;
            program.paragraphs()
                    .get(i)
                    .statements()
                    .filter(statement -> statement.is("GO"))
                    .forEach(jump -> {
                        boolean early = flow.targets(jump).stream()
                                .allMatch(target -> target > here
                                        && (target == program.paragraphs().size() - 1
                                                || flow.sites().stream()
                                                        .anyMatch(site -> site.range()
                                                                        .contains(here)
                                                                && site.range().last() == target)));
                        if (!early) {
                            tangled.add(jump);
                            places.add(program.paragraphs().get(here));
                        }
                    });
        }
        if (tangled.size() >= TANGLED_JUMPS) {
            String lines = tangled.stream()
                    .skip(1)
                    .map(jump -> String.valueOf(jump.at().line()))
                    .collect(Collectors.joining(", "));
            found.add(Finding.in(
                    places.getFirst(),
                    tangled.getFirst().at(),
                    Finding.Severity.MEDIUM,
                    "goto-tangle",
                    program,
                    tangled.size() + " GO TOs cross paragraphs (more at lines " + lines
                            + "), so no paragraph can be understood or tested alone",
                    "pin the behaviour by a characterization test, "
                            + "then turn them into PERFORM and EVALUATE one by one"));
        }
    }

    private Plan plan(Program program) {
        Facts facts = Facts.of(program);
        int decisions = (int) program.statements()
                .filter(statement -> statement.is("IF", "EVALUATE", "SEARCH") || statement.has(Statement.Reason.LOOP))
                .mapToLong(statement -> Math.max(1, statement.branches().size()))
                .sum();
        String kind = facts.isOnline() ? "online" : program.using().isEmpty() ? "batch" : "subprogram";
        List<String> given = new ArrayList<>(facts.reads());
        given.addAll(program.using().stream().map(name -> name + " (parameter)").toList());
        List<String> observe = new ArrayList<>(facts.writes());
        observe.addAll(facts.edges().stream()
                .map(edge -> "call of " + edge.to())
                .distinct()
                .toList());
        if (facts.showsScreens()) {
            observe.add("screens");
        }
        return new Plan(
                program.name(),
                program.at().where(),
                kind,
                decisions,
                String.join(", ", given),
                String.join(", ", observe));
    }

    private String table(List<Plan> plans, Findings findings) {
        Map<String, Long> hindrances = findings.sorted().stream()
                .collect(Collectors.groupingBy(Finding::program, TreeMap::new, Collectors.counting()));
        List<Plan> ordered = plans.stream()
                .sorted(Comparator.comparingInt((Plan plan) -> -weight(plan)).thenComparing(Plan::program))
                .toList();
        StringBuilder out = new StringBuilder("""
                ### Characterization tests, most needed first

                Record today's behaviour before anything moves: run each program on fixed input, keep what it leaves,
                compare byte by byte.
                Order: number of decisions, then how many programs reach it by the design.

                | # | program | kind | decisions | reached by | hindrances | given | compare |
                |---|---|---|---|---|---|---|---|
                """);
        IntStream.range(0, ordered.size()).forEach(i -> {
            Plan plan = ordered.get(i);
            out.append("| %d | `%s` (`%s`) | %s | %d | %d | %d | %s | %s |\n"
                    .formatted(
                            i + 1,
                            plan.program(),
                            plan.file(),
                            plan.kind(),
                            plan.decisions(),
                            design.reaching(plan.program()).size(),
                            hindrances.getOrDefault(plan.program(), 0L),
                            orNothing(plan.given()),
                            orNothing(plan.observe())));
        });
        return out.append('\n').toString();
    }

    private int weight(Plan plan) {
        return plan.decisions() * 10 + design.reaching(plan.program()).size();
    }

    private static String orNothing(String text) {
        return text.isEmpty() ? "return code, display" : text;
    }
}
