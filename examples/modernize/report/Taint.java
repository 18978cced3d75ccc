package report;

import cobol.DataItem;
import cobol.Exec;
import cobol.Program;
import cobol.Statement;
import cobol.Token;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which variables hold text that came from outside and was not validated: by ACCEPT, by RECEIVE, or as a parameter;
 * carried on by MOVE, STRING and UNSTRING. A class test (NUMERIC, ALPHABETIC) or a tested condition name (88) ends it.
 */
final class Taint {
    private static final Set<String> TYPED = Set.of(
            "CONSOLE",
            "SYSIN",
            "SYSIPT",
            "SYSTERM",
            "CRT",
            "ENVIRONMENT",
            "ENVIRONMENT-VALUE",
            "COMMAND-LINE",
            "ARGUMENT-VALUE");

    private final Program program;
    private final Set<String> validated = new HashSet<>();
    private final Map<String, String> origin = new LinkedHashMap<>();

    private boolean followed;

    Taint(Program program) {
        this.program = program;
    }

    private void follow() {
        program.statements().filter(statement -> statement.is("IF", "EVALUATE")).forEach(this::validate);
        program.data().stream()
                .filter(item -> item.section().equals("LINKAGE") && item.level() != DataItem.CONDITION)
                .forEach(item -> mark(item.name(), "parameter `" + item.name() + "`"));
        program.statements().forEach(this::source);
        boolean grown = true;
        while (grown) {
            int before = origin.size();
            program.statements().forEach(this::carry);
            grown = origin.size() > before;
        }
    }

    /** Where an unvalidated value came from, for a reader; empty if the variable holds none. */
    Optional<String> originOf(String variable) {
        if (!followed) {
            followed = true;
            follow();
        }
        return Optional.ofNullable(origin.get(variable));
    }

    private void validate(Statement statement) {
        List<Token> words = statement.ownWords().toList();
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).isWord()
                    && Set.of("NUMERIC", "ALPHABETIC", "ALPHABETIC-UPPER", "ALPHABETIC-LOWER")
                            .contains(words.get(i).text())) {
                words.subList(Math.max(0, i - 6), i).stream().map(Token::text).forEach(validated::add);
            }
            program.items(words.get(i).text()).stream()
                    .filter(item -> item.level() == DataItem.CONDITION
                            && !item.parents().isEmpty())
                    .forEach(item -> validated.add(item.parents().getFirst()));
        }
    }

    private void source(Statement statement) {
        boolean typed =
                statement.after("FROM").map(from -> TYPED.contains(from.text())).orElse(true);
        if (statement.is("ACCEPT") && typed && statement.words().size() > 1) {
            mark(statement.words().get(1).text(), "ACCEPT at `" + statement.at().where() + "`");
        }
        if (statement.isCics() && statement.exec().orElseThrow().verb().equals("RECEIVE")) {
            Exec exec = statement.exec().orElseThrow();
            String from = "RECEIVE at `" + statement.at().where() + "`";
            exec.option("INTO").ifPresent(into -> mark(into.text(), from));
            exec.option("MAP")
                    .filter(Token::isLiteral)
                    .ifPresent(map -> mark(map.text().strip() + "I", from));
        }
    }

    private void carry(Statement statement) {
        switch (statement.verb()) {
            case "MOVE" -> pass(statement, statement.between("MOVE", Set.of("TO")), statement.between("TO", Set.of()));
            case "STRING" ->
                pass(
                        statement,
                        statement.between("STRING", Set.of("INTO")),
                        statement.between("INTO", Set.of("POINTER", "WITH")));
            case "UNSTRING" ->
                pass(
                        statement,
                        statement.between("UNSTRING", Set.of("DELIMITED", "INTO")),
                        statement.between("INTO", Set.of("TALLYING", "POINTER", "WITH")));
            default -> {}
        }
    }

    private void pass(Statement statement, List<Token> from, List<Token> to) {
        Optional<String> source = from.stream()
                .filter(token -> token.isWord() && !validated.contains(token.text()))
                .map(token -> origin.get(token.text()))
                .filter(java.util.Objects::nonNull)
                .findFirst();
        source.ifPresent(text -> to.stream().filter(Token::isWord).forEach(target -> {
            if (!origin.containsKey(target.text())) {
                mark(
                        target.text(),
                        text.contains(" by ")
                                ? text
                                : text + ", carried by " + statement.verb() + " at `"
                                        + statement.at().where() + "`");
                program.items(target.text())
                        .forEach(item -> item.parents().forEach(parent -> origin.putIfAbsent(parent, text)));
            }
        }));
    }

    private void mark(String variable, String from) {
        if (validated.contains(variable)) {
            return;
        }
        origin.putIfAbsent(variable, from);
        program.data().stream()
                .filter(item -> item.parents().contains(variable) && item.level() != DataItem.CONDITION)
                .filter(item -> !validated.contains(item.name()))
                .forEach(item -> origin.putIfAbsent(item.name(), from));
    }
}
