package report;

import cobol.Job;
import cobol.Line;
import cobol.SourceFile.Kind;
import cobol.SourceTree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The architect's answer: what the tree holds, how it hangs together, and a target structure that follows from it. */
public final class Architect {
    private static final List<String> RUNTIME_PREFIXES = List.of(
            "CEE", "DSN", "DFH", "IGZ", "ILBO", "CBL_", "MQ", "SORT", "IDCAMS", "IEF", "IEB", "IKJ", "ICE", "IEH");

    private final SourceTree tree;
    private final List<Facts> facts;
    private final List<Job> jobs;
    private final Services services;
    private final Set<String> names = new TreeSet<>();

    public Architect(SourceTree tree) {
        this.tree = tree;
        facts = tree.programs().map(Facts::of).toList();
        jobs = tree.files(Kind.JCL).stream().map(Job::of).toList();
        services = new Services(facts);
        facts.forEach(program -> names.add(program.name()));
    }

    /** The answer as Markdown. */
    public String answer() {
        return inventory()
                + lines()
                + programs()
                + edges()
                + copies()
                + data()
                + candidates()
                + target()
                + unresolved()
                + Findings.skipped(tree);
    }

    private String inventory() {
        long nested =
                facts.stream().filter(program -> program.outer().isPresent()).count();
        long online = facts.stream().filter(Facts::isOnline).count();
        return """
                ### Inventory

                | what | count |
                |---|---|
                | program files | %d |
                | programs (PROGRAM-ID) | %d, %d of them nested |
                | online (CICS) programs | %d |
                | copybooks | %d |
                | JCL members | %d, %d steps |
                | BMS maps | %d |
                | tables | %d |
                | files and queues | %d |

                """.formatted(
                        tree.files(Kind.PROGRAM).size(),
                        facts.size(),
                        nested,
                        online,
                        tree.files(Kind.COPYBOOK).size(),
                        jobs.size(),
                        jobs.stream().mapToInt(job -> job.steps().size()).sum(),
                        tree.files(Kind.MAP).size(),
                        union(Facts::tables).size(),
                        union(Facts::fileNames).size());
    }

    private String lines() {
        StringBuilder out = new StringBuilder("### Lines by kind\n\n"
                + "| | code | continuation | comment | blank | directive | all |\n|---|---|---|---|---|---|---|\n");
        for (Kind kind : List.of(Kind.PROGRAM, Kind.COPYBOOK)) {
            Map<Line.Kind, Integer> sums = new TreeMap<>();
            tree.files(kind)
                    .forEach(file ->
                            SourceTree.lineKinds(file).forEach((line, count) -> sums.merge(line, count, Integer::sum)));
            out.append("| %s | %s | %d |\n"
                    .formatted(
                            kind == Kind.PROGRAM ? "programs" : "copybooks",
                            Stream.of(
                                            Line.Kind.CODE,
                                            Line.Kind.CONTINUATION,
                                            Line.Kind.COMMENT,
                                            Line.Kind.BLANK,
                                            Line.Kind.DIRECTIVE)
                                    .map(line -> String.valueOf(sums.getOrDefault(line, 0)))
                                    .collect(Collectors.joining(" | ")),
                            sums.values().stream().mapToInt(Integer::intValue).sum()));
        }
        return out.append('\n').toString();
    }

    private String programs() {
        StringBuilder out = new StringBuilder("### Programs\n\n"
                + "| program | where | paragraphs | EXEC verbs | reads | writes |\n|---|---|---|---|---|---|\n");
        for (Facts program : facts) {
            out.append("| `%s`%s | `%s:%d` | %d | %s | %s | %s |\n"
                    .formatted(
                            program.name(),
                            program.outer().map(outer -> " in `" + outer + "`").orElse(""),
                            program.file().path(),
                            program.line(),
                            program.paragraphs(),
                            program.verbs().entrySet().stream()
                                    .map(verb -> verb.getKey() + " " + verb.getValue())
                                    .collect(Collectors.joining(", ")),
                            String.join(", ", program.reads()),
                            String.join(", ", program.writes())));
        }
        return out.append('\n').toString();
    }

    private List<Design.Edge> allEdges() {
        Stream<Design.Edge> started = jobs.stream()
                .flatMap(job -> job.steps().stream()
                        .filter(step -> !step.program().isEmpty())
                        .map(step -> new Design.Edge(
                                job.name(), "EXEC", step.program(), job.file().path() + ":" + step.line())));
        return Stream.concat(facts.stream().flatMap(program -> program.edges().stream()), started)
                .toList();
    }

    private String edges() {
        return "### Control transfers (CALL, LINK, XCTL with a literal name; EXEC from JCL)\n\n"
                + bullets(allEdges().stream().map(Design.Edge::toString));
    }

    private String copies() {
        Map<String, Set<String>> users = new TreeMap<>();
        facts.forEach(program -> program.copies()
                .forEach(copy ->
                        users.computeIfAbsent(copy, key -> new TreeSet<>()).add(program.name())));
        return "### Copybooks and who copies them\n\n"
                + bullets(users.entrySet().stream()
                        .map(entry -> "- `%s`: %s".formatted(entry.getKey(), quoted(entry.getValue()))));
    }

    private String data() {
        Set<String> all = union(Facts::data);
        StringBuilder out = new StringBuilder(
                "### Data and who uses it\n\n| table, file or queue | written by | read by |\n|---|---|---|\n");
        for (String name : all) {
            out.append("| `%s` | %s | %s |\n"
                    .formatted(
                            name,
                            users(program -> program.writes().contains(name)),
                            users(program -> program.reads().contains(name))));
        }
        return out.append('\n').toString();
    }

    private String users(java.util.function.Predicate<Facts> condition) {
        return facts.stream()
                .filter(condition)
                .map(Facts::name)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private String candidates() {
        StringBuilder out = new StringBuilder("### Candidate services\n\n"
                + "Programs that write the same data change it in one unit of work "
                + "and stay together; who only reads becomes a client.\n\n");
        for (Services.Service service : services.candidates()) {
            out.append("- **%s**: owns %s; written by %s; read from outside by %s\n"
                    .formatted(
                            service.name(),
                            quoted(service.owns()),
                            quoted(service.writers()),
                            service.readers().isEmpty() ? "nobody" : quoted(service.readers())));
        }
        return out.append(services.candidates().isEmpty() ? "- none: no program writes a table or file\n" : "")
                .append('\n')
                .toString();
    }

    private String target() {
        Set<String> called = allEdges().stream()
                .filter(edge -> edge.verb().equals("CALL"))
                .map(Design.Edge::to)
                .collect(Collectors.toSet());
        Set<String> scheduled = allEdges().stream()
                .filter(edge -> edge.verb().equals("EXEC"))
                .map(Design.Edge::to)
                .collect(Collectors.toSet());
        StringBuilder out = new StringBuilder("### Target structure\n\n");
        String screens = "1. **User interface**: the %d programs that show screens become pages "
                + "or API endpoints without data access: %s.\n";
        out.append(screens.formatted(count(Facts::showsScreens), quoted(named(Facts::showsScreens))));
        out.append("2. **Services**, one for each candidate above, each the only writer of its data; others ask it.\n");
        out.append("3. **Jobs**: programs the scheduler starts become scheduled tasks that call the services: %s.\n"
                .formatted(quoted(named(program -> scheduled.contains(program.name())))));
        out.append("4. **Libraries**: programs that are called and own no data become plain functions, "
                + "ported first because they can be tested alone: %s.\n\n"
                        .formatted(quoted(named(program -> called.contains(program.name())
                                && program.data().isEmpty()))));
        out.append("Order of work, fewest programs and dependencies first:\n\n");
        List<Services.Service> order = services.candidates().stream()
                .sorted(Comparator.comparingInt((Services.Service service) ->
                                service.writers().size() + service.readers().size())
                        .thenComparing(Services.Service::name))
                .toList();
        int number = 1;
        for (Services.Service service : order) {
            out.append("%d. %s: move %s, keep the old readers %s on a read-only copy until they follow\n"
                    .formatted(
                            number++,
                            service.name(),
                            quoted(service.writers()),
                            service.readers().isEmpty() ? "(none)" : quoted(service.readers())));
        }
        return out.append('\n').toString();
    }

    private String unresolved() {
        List<String> open = new ArrayList<>();
        facts.forEach(program -> program.missing().forEach(missing -> open.add("- missing " + missing)));
        facts.forEach(program -> program.dynamic().forEach(call -> open.add("- dynamic " + call)));
        allEdges().stream()
                .filter(edge ->
                        !names.contains(edge.to()) && RUNTIME_PREFIXES.stream().noneMatch(edge.to()::startsWith))
                .forEach(edge -> open.add("- not in this tree: `%s`, wanted by `%s` at `%s`"
                        .formatted(edge.to(), edge.from(), edge.where())));
        facts.stream().collect(Collectors.groupingBy(Facts::name, TreeMap::new, Collectors.toList())).values().stream()
                .filter(same -> same.size() > 1
                        && same.stream().allMatch(program -> program.outer().isEmpty()))
                .forEach(same -> open.add("- program name `%s` is used %d times: %s"
                        .formatted(
                                same.getFirst().name(),
                                same.size(),
                                same.stream()
                                        .map(program -> "`" + program.file().path() + ":" + program.line() + "`")
                                        .collect(Collectors.joining(", ")))));
        Set<String> started = allEdges().stream().map(Design.Edge::to).collect(Collectors.toSet());
        facts.stream()
                .filter(program -> !started.contains(program.name()))
                .forEach(program -> open.add("- no start of `%s` (`%s:%d`) is in this tree%s"
                        .formatted(
                                program.name(),
                                program.file().path(),
                                program.line(),
                                program.isOnline() ? "; a CICS transaction may start it" : "")));
        return "### Unresolved\n\n" + bullets(open.stream());
    }

    private static String bullets(Stream<String> rows) {
        String list = rows.map(row -> row + "\n").collect(Collectors.joining());
        return (list.isEmpty() ? "- none\n" : list) + "\n";
    }

    private Set<String> union(Function<Facts, Set<String>> of) {
        return facts.stream().map(of).flatMap(Collection::stream).collect(Collectors.toCollection(TreeSet::new));
    }

    private long count(java.util.function.Predicate<Facts> condition) {
        return facts.stream().filter(condition).count();
    }

    private Set<String> named(java.util.function.Predicate<Facts> condition) {
        return facts.stream().filter(condition).map(Facts::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String quoted(Collection<String> all) {
        return all.isEmpty()
                ? "none"
                : all.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }
}
