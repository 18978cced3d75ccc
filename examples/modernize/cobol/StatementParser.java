package cobol;

import cobol.Statement.Branch;
import cobol.Statement.Reason;
import cobol.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Recursive descent over the statements of a PROCEDURE DIVISION. What it does not know stays in the statement before
 * it; it never fails and always moves on. Not thread-safe.
 */
final class StatementParser {
    private static final Set<String> VERBS = Set.of(
            "ACCEPT",
            "ADD",
            "ALTER",
            "CALL",
            "CANCEL",
            "CLOSE",
            "COMPUTE",
            "CONTINUE",
            "DELETE",
            "DISPLAY",
            "DIVIDE",
            "ENTRY",
            "EVALUATE",
            "EXEC",
            "EXECUTE",
            "EXHIBIT",
            "EXIT",
            "GENERATE",
            "GO",
            "GOBACK",
            "IF",
            "INITIALIZE",
            "INITIATE",
            "INSPECT",
            "INVOKE",
            "MERGE",
            "MOVE",
            "MULTIPLY",
            "OPEN",
            "PERFORM",
            "READ",
            "RELEASE",
            "RETURN",
            "REWRITE",
            "SEARCH",
            "SET",
            "SORT",
            "START",
            "STOP",
            "STRING",
            "SUBTRACT",
            "TERMINATE",
            "UNSTRING",
            "USE",
            "WRITE");
    /** Verbs of some dialects that others allow as data names: believed at the start of a sentence only. */
    private static final Set<String> SENTENCE_VERBS = Set.of(
            "ALLOCATE",
            "COMMIT",
            "EXAMINE",
            "FREE",
            "RAISE",
            "READY",
            "RESET",
            "ROLLBACK",
            "SERVICE",
            "TRANSFORM",
            "UNLOCK");

    private static final Map<Reason, Set<String>> TAKES = Map.of(
            Reason.AT_END, Set.of("READ", "RETURN", "SEARCH"),
            Reason.INVALID_KEY, Set.of("READ", "WRITE", "REWRITE", "DELETE", "START"),
            Reason.SIZE_ERROR, Set.of("ADD", "SUBTRACT", "MULTIPLY", "DIVIDE", "COMPUTE"),
            Reason.EXCEPTION, Set.of("CALL", "ACCEPT", "DISPLAY", "STRING", "UNSTRING", "XML", "JSON", "INVOKE"),
            Reason.END_OF_PAGE, Set.of("WRITE"));

    private record Phrase(Reason reason, boolean negated, int length) {}

    private final List<Token> in;
    private int at;

    StatementParser(List<Token> in, int from) {
        this.in = in;
        this.at = from;
    }

    int position() {
        return at;
    }

    void skip(int count) {
        at = Math.min(at + count, in.size());
    }

    /** The statements up to and with the next period. */
    List<Statement> sentence() {
        List<Statement> found = new ArrayList<>();
        while (at < in.size() && in.get(at).kind() != Kind.PERIOD && !startsDivision()) {
            int before = at;
            found.addAll(statements());
            if (at == before) {
                at++;
            }
        }
        if (at < in.size() && in.get(at).kind() == Kind.PERIOD) {
            at++;
        }
        return found;
    }

    /** True at a name that heads a paragraph or section, which is a word that no statement begins with. */
    boolean startsStatement() {
        return isVerb(at)
                || at < in.size()
                        && in.get(at).isWord()
                        && (SENTENCE_VERBS.contains(in.get(at).text())
                                || in.get(at).text().startsWith("END-"));
    }

    boolean startsDivision() {
        return at < in.size()
                && (in.get(at).is("PROGRAM-ID")
                        || word(at, "END") && (word(at + 1, "PROGRAM") || word(at + 1, "FUNCTION"))
                        || word(at + 1, "DIVISION"));
    }

    private List<Statement> statements() {
        List<Statement> found = new ArrayList<>();
        while (isVerb(at)
                || at < in.size()
                        && in.get(at).isWord()
                        && SENTENCE_VERBS.contains(in.get(at).text())) {
            found.add(statement());
        }
        return found;
    }

    private Statement statement() {
        Token start = in.get(at);
        if (start.is("EXEC") || start.is("EXECUTE")) {
            return exec();
        }
        int from = at++;
        boolean inline = start.is("PERFORM") && isInline();
        while (!endsHead(from)) {
            at++;
        }
        List<Token> head = in.subList(from, at);
        List<Branch> branches = new ArrayList<>();
        switch (start.text()) {
            case "IF" -> ifBranches(branches);
            case "EVALUATE", "SEARCH" -> whenBranches(start.text(), branches);
            case "PERFORM" -> {
                if (inline) {
                    branches.add(new Branch(Reason.LOOP, false, List.of(), statements()));
                }
            }
            default -> phrases(start.text(), branches);
        }
        if (word(at, "END-" + start.text())) {
            at++;
        }
        return new Statement(start.text(), head, branches, Optional.empty());
    }

    private Statement exec() {
        int from = at;
        at += 2;
        while (at < in.size() && !word(at, "END-EXEC") && !startsDivision()) {
            at++;
        }
        List<Token> words = in.subList(from, Math.min(at, in.size()));
        if (word(at, "END-EXEC")) {
            at++;
        }
        String language = words.size() > 1 ? words.get(1).text() : "";
        Exec exec = new Exec(language, words.subList(Math.min(2, words.size()), words.size()));
        return new Statement("EXEC " + language, words, List.of(), Optional.of(exec));
    }

    private void ifBranches(List<Branch> branches) {
        if (word(at, "THEN")) {
            at++;
        }
        branches.add(new Branch(Reason.THEN, false, List.of(), branch()));
        if (word(at, "ELSE")) {
            at++;
            branches.add(new Branch(Reason.ELSE, false, List.of(), branch()));
        }
    }

    /** NEXT SENTENCE is no verb of its own. */
    private List<Statement> branch() {
        if (word(at, "NEXT") && word(at + 1, "SENTENCE")) {
            Statement next = new Statement("NEXT SENTENCE", in.subList(at, at + 2), List.of(), Optional.empty());
            at += 2;
            return List.of(next);
        }
        return statements();
    }

    private void whenBranches(String verb, List<Branch> branches) {
        if (verb.equals("SEARCH")) {
            phrases(verb, branches);
        }
        while (word(at, "WHEN")) {
            int from = at++;
            while (!endsHead(from) || word(at, "WHEN")) {
                at++;
            }
            List<Token> condition = in.subList(from, at);
            branches.add(new Branch(Reason.WHEN, false, condition, branch()));
        }
    }

    private void phrases(String verb, List<Branch> branches) {
        Optional<Phrase> phrase = phrase();
        while (phrase.isPresent()
                && TAKES.getOrDefault(phrase.get().reason(), Set.of()).contains(verb)) {
            int from = at;
            at += phrase.get().length();
            List<Token> words = in.subList(from, at);
            branches.add(new Branch(phrase.get().reason(), phrase.get().negated(), words, branch()));
            phrase = phrase();
        }
    }

    /** {@code [NOT] [AT|ON] END|SIZE ERROR|INVALID KEY|EXCEPTION|OVERFLOW|END-OF-PAGE} at the cursor. */
    private Optional<Phrase> phrase() {
        boolean negated = word(at, "NOT");
        int i = negated ? at + 1 : at;
        boolean led = word(i, "AT") || word(i, "ON");
        i += led ? 1 : 0;
        Reason reason = null;
        if (word(i, "END") && !word(i + 1, "PROGRAM")) {
            reason = Reason.AT_END;
        } else if (word(i, "SIZE") && word(i + 1, "ERROR")) {
            reason = Reason.SIZE_ERROR;
            i++;
        } else if (word(i, "INVALID")) {
            reason = Reason.INVALID_KEY;
            i += word(i + 1, "KEY") ? 1 : 0;
        } else if ((led || negated) && (word(i, "EXCEPTION") || word(i, "OVERFLOW"))) {
            reason = Reason.EXCEPTION;
        } else if (word(i, "END-OF-PAGE") || word(i, "EOP")) {
            reason = Reason.END_OF_PAGE;
        }
        int length = i + 1 - at;
        return Optional.ofNullable(reason).map(found -> new Phrase(found, negated, length));
    }

    private boolean endsHead(int from) {
        if (at >= in.size() || in.get(at).kind() == Kind.PERIOD || startsDivision()) {
            return true;
        }
        Token token = in.get(at);
        if (!token.isWord() || in.get(from).is("USE")) {
            return false;
        }
        boolean scope = token.text().startsWith("END-") || token.is("ELSE") || token.is("WHEN") || token.is("THEN");
        boolean next = token.is("NEXT") && word(at + 1, "SENTENCE");
        return scope || next || isVerb(at) || phrase().isPresent();
    }

    private boolean isVerb(int i) {
        if (i >= in.size() || !in.get(i).isWord()) {
            return false;
        }
        String text = in.get(i).text();
        if (text.equals("XML") || text.equals("JSON")) {
            return word(i + 1, "GENERATE") || word(i + 1, "PARSE");
        }
        boolean operand = i > 0
                && (text.equals("GENERATE") && (word(i - 1, "XML") || word(i - 1, "JSON"))
                        || text.equals("EXIT") && word(i - 1, "UNTIL")
                        || word(i - 1, "FUNCTION"));
        return VERBS.contains(text) && !operand;
    }

    /** PERFORM without a procedure name: its statements follow up to END-PERFORM. */
    private boolean isInline() {
        boolean name = at < in.size()
                && (in.get(at).isWord() || in.get(at).kind() == Kind.NUMBER)
                && !Set.of("UNTIL", "VARYING", "WITH", "TEST", "FOREVER")
                        .contains(in.get(at).text())
                && !isVerb(at);
        return !name
                || word(at + 1, "TIMES")
                || at + 1 < in.size() && in.get(at + 1).isSymbol("(");
    }

    private boolean word(int i, String word) {
        return i < in.size() && in.get(i).is(word);
    }
}
