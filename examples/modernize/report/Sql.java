package report;

import cobol.Exec;
import cobol.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads just as much SQL as the questions need: which tables, which host variables. */
final class Sql {
    private static final Set<String> CLAUSES = Set.of(
            "WHERE", "ORDER", "GROUP", "HAVING", "FOR", "UNION", "SET", "VALUES", "SELECT", "FETCH", "WITH", "ON",
            "INTO", "USING");
    private static final Set<String> RESULT_IN_SQLCODE = Set.of(
            "SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "OPEN", "FETCH", "PREPARE", "EXECUTE", "CONNECT", "CALL",
            "WITH");

    private Sql() {}

    /** True for statements whose failure or "not found" shows in SQLCODE and must be looked at. */
    static boolean needsCheck(Exec exec) {
        return RESULT_IN_SQLCODE.contains(exec.verb());
    }

    /** Tables named after FROM, JOIN, UPDATE, INTO or DECLARE ... TABLE; with the schema where it is written. */
    static Set<String> tables(Exec exec) {
        Set<String> found = new TreeSet<>();
        List<Token> words = exec.words();
        boolean cursorOnly = Set.of("FETCH", "PREPARE", "EXECUTE", "OPEN", "CLOSE", "CONNECT")
                .contains(exec.verb());
        for (int i = 0; i < words.size() && !cursorOnly; i++) {
            boolean target = i == 0 && words.get(i).is("UPDATE")
                    || words.get(i).is("INTO")
                            && (exec.verb().equals("INSERT") || exec.verb().equals("MERGE"))
                    || i == 0
                            && words.get(i).is("DECLARE")
                            && i + 2 < words.size()
                            && exec.has("TABLE")
                            && !exec.has("CURSOR");
            if (words.get(i).is("FROM") || words.get(i).is("JOIN")) {
                list(words, i + 1, found);
            } else if (target) {
                name(words, i + 1, found);
            }
        }
        found.removeAll(queries(words));
        found.removeIf(table -> table.startsWith("SYSIBM."));
        return found;
    }

    private static void list(List<Token> words, int from, Set<String> found) {
        int i = name(words, from, found);
        while (i < words.size()
                && !(words.get(i).isWord() && CLAUSES.contains(words.get(i).text()))
                && !words.get(i).isSymbol(")")) {
            i = words.get(i).isSymbol(",") ? name(words, i + 1, found) : i + 1;
        }
    }

    private static int name(List<Token> words, int at, Set<String> found) {
        if (at >= words.size()
                || !isName(words.get(at))
                || CLAUSES.contains(words.get(at).text())) {
            return at;
        }
        StringBuilder name = new StringBuilder(words.get(at).text());
        int i = at + 1;
        while (i + 1 < words.size() && words.get(i).kind() == Token.Kind.PERIOD && isName(words.get(i + 1))) {
            name.append('.').append(words.get(i + 1).text());
            i += 2;
        }
        found.add(name.toString());
        return i;
    }

    /** A word, or a name in double quotes: no string can stand where a table is named. */
    private static boolean isName(Token token) {
        return token.isWord() || token.isLiteral();
    }

    /** {@code WITH Q AS (...)}: names that mean a query of this statement and no table. */
    private static Set<String> queries(List<Token> words) {
        Set<String> found = new TreeSet<>();
        for (int i = 1; i + 2 < words.size(); i++) {
            boolean listed = words.get(i - 1).is("WITH") || words.get(i - 1).isSymbol(",");
            if (listed && words.get(i + 1).is("AS") && words.get(i + 2).isSymbol("(")) {
                found.add(words.get(i).text());
            }
        }
        return found;
    }

    /** Host variables, without their colon. */
    static List<String> hostVariables(Exec exec) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i + 1 < exec.words().size(); i++) {
            if (exec.words().get(i).isSymbol(":")) {
                found.add(exec.words().get(i + 1).text());
            }
        }
        return found;
    }
}
