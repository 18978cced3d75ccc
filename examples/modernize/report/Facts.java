package report;

import cobol.DataItem;
import cobol.Exec;
import cobol.FileEntry;
import cobol.Program;
import cobol.SourceFile;
import cobol.Statement;
import cobol.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the architect keeps of a program once its text is forgotten.
 *
 * @param edges literal control transfers
 * @param dynamic transfers whose target is a variable, with the values seen for it
 * @param reads names of tables and files read; {@code writes} likewise
 * @param verbs EXEC verbs, {@code SQL SELECT} or {@code CICS LINK}, with their count
 */
record Facts(
        String name,
        SourceFile file,
        int line,
        Optional<String> outer,
        int paragraphs,
        List<Design.Edge> edges,
        List<String> dynamic,
        Set<String> reads,
        Set<String> writes,
        Map<String, Integer> verbs,
        Set<String> copies,
        List<String> missing,
        Set<String> tables,
        Set<String> fileNames) {

    private static final Set<String> CICS_READS = Set.of("READ", "STARTBR", "READNEXT", "READPREV", "READQ");
    private static final Set<String> CICS_WRITES = Set.of("WRITE", "REWRITE", "DELETE", "WRITEQ", "DELETEQ");
    private static final Set<String> OPEN_MODES = Set.of("INPUT", "OUTPUT", "I-O", "EXTEND");
    private static final Set<String> SQL_WRITES = Set.of("INSERT", "UPDATE", "DELETE", "MERGE");

    static Facts of(Program program) {
        return new Collector(program).facts();
    }

    boolean isOnline() {
        return verbs.keySet().stream().anyMatch(verb -> verb.startsWith("CICS"));
    }

    boolean showsScreens() {
        return verbs.containsKey("CICS SEND") || verbs.containsKey("CICS RECEIVE");
    }

    Set<String> data() {
        Set<String> all = new TreeSet<>(reads);
        all.addAll(writes);
        return all;
    }

    /** Values a program-name variable can take: its VALUE and the literals moved to it. */
    static Set<String> valuesOf(Program program, String variable) {
        Set<String> values = new TreeSet<>();
        program.items(variable).stream()
                .map(DataItem::values)
                .flatMap(List::stream)
                .map(Token::text)
                .forEach(values::add);
        program.statements()
                .filter(statement -> statement.is("MOVE") && statement.words().size() > 3)
                .filter(move -> move.words().get(1).isLiteral() && move.has(variable))
                .forEach(move -> values.add(move.words().get(1).text()));
        return values.stream()
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static final class Collector {
        private final Program program;
        private final List<Design.Edge> edges = new ArrayList<>();
        private final List<String> dynamic = new ArrayList<>();
        private final Set<String> reads = new TreeSet<>();
        private final Set<String> writes = new TreeSet<>();
        private final Map<String, Integer> verbs = new TreeMap<>();
        private final Set<String> tables = new TreeSet<>();
        private final Set<String> fileNames = new TreeSet<>();

        Collector(Program program) {
            this.program = program;
        }

        Facts facts() {
            program.statements().forEach(this::statement);
            program.execs()
                    .forEach(statement -> exec(statement, statement.exec().orElseThrow()));
            program.files().stream().filter(file -> !file.sort()).forEach(file -> fileNames.add(file.assign()));
            Set<String> copies =
                    program.copies().stream().map(copy -> copy.name()).collect(Collectors.toCollection(TreeSet::new));
            List<String> missing = program.copies().stream()
                    .filter(copy -> copy.file().isEmpty())
                    .map(copy -> "copybook `%s`, asked for at `%s`"
                            .formatted(copy.name(), copy.at().where()))
                    .toList();
            int paragraphs = (int) program.paragraphs().stream()
                    .filter(paragraph ->
                            !paragraph.isSectionHead() || !paragraph.body().isEmpty())
                    .count();
            return new Facts(
                    program.name(),
                    program.file(),
                    program.at().line(),
                    program.outer(),
                    paragraphs,
                    List.copyOf(edges),
                    List.copyOf(dynamic),
                    reads,
                    writes,
                    verbs,
                    copies,
                    missing,
                    tables,
                    fileNames);
        }

        private void statement(Statement statement) {
            if (statement.is("CALL") && statement.words().size() > 1) {
                transfer("CALL", statement.words().get(1), statement);
            } else if (statement.is("OPEN")) {
                open(statement);
            } else if (statement.is("SORT", "MERGE")) {
                statement.between("USING", Set.of("GIVING", "INPUT", "OUTPUT")).forEach(token -> use(token, reads));
                statement.between("GIVING", Set.of("USING", "INPUT", "OUTPUT")).forEach(token -> use(token, writes));
            }
        }

        private void open(Statement statement) {
            String mode = "";
            for (Token token : statement.words()) {
                mode = token.isWord() && OPEN_MODES.contains(token.text()) ? token.text() : mode;
                use(token, mode.equals("INPUT") ? reads : writes);
            }
        }

        private void use(Token token, Set<String> uses) {
            program.files().stream()
                    .filter(file -> token.is(file.name()) && !file.sort())
                    .map(FileEntry::assign)
                    .forEach(uses::add);
        }

        private void transfer(String verb, Token target, Statement statement) {
            if (target.isLiteral()) {
                String name = target.text().strip().toUpperCase(java.util.Locale.ROOT);
                edges.add(new Design.Edge(
                        program.name(), verb, name, statement.at().where()));
            } else {
                Set<String> values = valuesOf(program, target.text());
                dynamic.add("`%s` %s by variable `%s` (`%s`), %s"
                        .formatted(
                                program.name(),
                                verb,
                                target.text(),
                                statement.at().where(),
                                values.isEmpty() ? "no value of it is in the source" : "values seen: " + values));
            }
        }

        private void exec(Statement statement, Exec exec) {
            verbs.merge(exec.language() + " " + exec.verb(), 1, Integer::sum);
            if (exec.isCics()) {
                cics(statement, exec);
            } else if (exec.isSql()) {
                Set<String> named = Sql.tables(exec);
                tables.addAll(named);
                (SQL_WRITES.contains(exec.verb()) ? writes : reads).addAll(named);
            }
        }

        private void cics(Statement statement, Exec exec) {
            if (Set.of("LINK", "XCTL").contains(exec.verb())) {
                exec.option("PROGRAM").ifPresent(target -> transfer(exec.verb(), target, statement));
            }
            Optional<Token> resource =
                    exec.option("FILE").or(() -> exec.option("DATASET")).or(() -> exec.option("QUEUE"));
            resource.filter(Token::isLiteral).map(token -> token.text().strip()).ifPresent(name -> {
                fileNames.add(name);
                if (CICS_WRITES.contains(exec.verb())) {
                    writes.add(name);
                } else if (CICS_READS.contains(exec.verb())) {
                    reads.add(name);
                }
            });
        }
    }
}
