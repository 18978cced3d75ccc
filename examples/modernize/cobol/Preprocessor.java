package cobol;

import cobol.Token.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Text manipulation before parsing: COPY with REPLACING, EXEC SQL INCLUDE, REPLACE. For one file, one thread. */
final class Preprocessor {
    private static final Set<String> BUILT_IN = Set.of("SQLCA", "SQLDA");

    /** Which part of a text word is replaced. */
    private enum Part {
        WHOLE,
        LEADING,
        TRAILING
    }

    private record Replacement(Part part, List<Token> from, List<Token> to) {}

    private final SourceTree tree;
    private final List<Copy> copies = new ArrayList<>();
    private final Deque<SourceFile> open = new ArrayDeque<>();
    private List<Token> in = List.of();
    private int at;

    Preprocessor(SourceTree tree) {
        this.tree = tree;
    }

    /** COPY statements met so far, nested ones included, in order. */
    List<Copy> copies() {
        return copies;
    }

    List<Token> expand(SourceFile file) {
        List<Token> outerIn = in;
        int outerAt = at;
        open.push(file);
        in = tree.tokens(file);
        at = 0;
        List<Token> out = new ArrayList<>(in.size());
        List<Replacement> replace = List.of();
        int replacedTo = 0;
        while (at < in.size()) {
            if (startsCopy()) {
                copy(out);
            } else if (startsInclude()) {
                include(out);
            } else if (word(0, "REPLACE") && (symbol(1, "==") || word(1, "OFF") || word(1, "ALSO"))) {
                replacedTo = replaceTail(out, replacedTo, replace);
                at++;
                replace = replacements();
            } else {
                out.add(in.get(at++));
            }
        }
        replaceTail(out, replacedTo, replace);
        open.pop();
        in = outerIn;
        at = outerAt;
        return out;
    }

    private boolean startsCopy() {
        boolean named =
                at + 1 < in.size() && (in.get(at + 1).isWord() || in.get(at + 1).isLiteral());
        return word(0, "COPY") && named || symbol(0, "+") && symbol(1, "+") && word(2, "INCLUDE") && at + 3 < in.size();
    }

    private void copy(List<Token> out) {
        Token start = in.get(at);
        at += start.is("COPY") ? 1 : 3;
        String name = in.get(at++).text();
        if (word(0, "OF") || word(0, "IN")) {
            at += 2;
        }
        if (word(0, "SUPPRESS")) {
            at += word(1, "PRINTING") ? 2 : 1;
        }
        List<Replacement> replacing = List.of();
        if (word(0, "REPLACING")) {
            at++;
            replacing = replacements();
        } else if (at < in.size() && in.get(at).kind() == Kind.PERIOD) {
            at++;
        }
        insert(name, start, replacing, out);
    }

    private boolean startsInclude() {
        return (word(0, "EXEC") || word(0, "EXECUTE")) && word(1, "SQL") && word(2, "INCLUDE") && at + 3 < in.size();
    }

    private void include(List<Token> out) {
        Token start = in.get(at);
        String name = in.get(at + 3).text();
        at += 4;
        while (at < in.size() && !in.get(at++).is("END-EXEC")) {
            // INCLUDE takes one name; what else stands before END-EXEC is no text of the program
        }
        if (at < in.size() && in.get(at).kind() == Kind.PERIOD) {
            at++;
        }
        if (!BUILT_IN.contains(name)) {
            insert(name, start, List.of(), out);
        }
    }

    private void insert(String name, Token start, List<Replacement> replacing, List<Token> out) {
        Copy copy = new Copy(name, start, tree.copybook(name));
        copies.add(copy);
        copy.file()
                .filter(file -> !open.contains(file))
                .ifPresent(file -> out.addAll(replaced(expand(file), replacing)));
    }

    /** {@code [LEADING|TRAILING] a BY b ...} up to and with the period; {@code OFF} gives none. */
    private List<Replacement> replacements() {
        List<Replacement> found = new ArrayList<>();
        while (at < in.size() && in.get(at).kind() != Kind.PERIOD) {
            Part part = word(0, "LEADING") ? Part.LEADING : word(0, "TRAILING") ? Part.TRAILING : Part.WHOLE;
            if (part != Part.WHOLE || word(0, "OFF") || word(0, "ALSO") || word(0, "LAST")) {
                at++;
                if (part == Part.WHOLE) {
                    continue;
                }
            }
            List<Token> from = operand();
            if (word(0, "BY")) {
                at++;
                found.add(new Replacement(part, from, operand()));
            }
        }
        at++;
        return found;
    }

    private List<Token> operand() {
        List<Token> operand = new ArrayList<>();
        if (!symbol(0, "==")) {
            if (at < in.size()) {
                operand.add(in.get(at++));
            }
            while (word(0, "OF") || word(0, "IN")) {
                operand.addAll(in.subList(at, Math.min(at + 2, in.size())));
                at = Math.min(at + 2, in.size());
            }
            return operand;
        }
        at++;
        while (at < in.size() && !symbol(0, "==")) {
            operand.add(in.get(at++));
        }
        at++;
        return operand;
    }

    private static int replaceTail(List<Token> out, int from, List<Replacement> replace) {
        if (!replace.isEmpty()) {
            List<Token> tail = out.subList(from, out.size());
            List<Token> changed = replaced(List.copyOf(tail), replace);
            tail.clear();
            out.addAll(changed);
        }
        return out.size();
    }

    private static List<Token> replaced(List<Token> text, List<Replacement> replacing) {
        if (replacing.isEmpty()) {
            return text;
        }
        List<Token> out = new ArrayList<>(text.size());
        for (int i = 0; i < text.size(); ) {
            i += replaceAt(text, i, replacing, out);
        }
        return out;
    }

    /** Adds what the text at {@code i} becomes and returns how many tokens that took. */
    private static int replaceAt(List<Token> text, int i, List<Replacement> replacing, List<Token> out) {
        Token here = text.get(i);
        for (Replacement replacement : replacing) {
            List<Token> from = replacement.from();
            if (replacement.part() == Part.WHOLE && matches(text, i, from)) {
                replacement.to().forEach(token -> out.add(token.at(here)));
                return from.size();
            }
        }
        String changed = here.text();
        for (Replacement replacement : replacing) {
            if (replacement.from().size() == 1 && (here.isWord() || here.kind() == Kind.PICTURE)) {
                changed = partly(changed, replacement);
            }
        }
        if (!changed.isEmpty()) {
            out.add(changed.equals(here.text()) ? here : here.withText(changed));
        }
        return 1;
    }

    private static String partly(String word, Replacement replacement) {
        String from = replacement.from().getFirst().text();
        String to = replacement.to().stream().map(Token::text).collect(Collectors.joining());
        return switch (replacement.part()) {
            case WHOLE -> from.startsWith(":") && from.endsWith(":") ? word.replace(from, to) : word;
            case LEADING -> word.startsWith(from) ? to + word.substring(from.length()) : word;
            case TRAILING -> word.endsWith(from) ? word.substring(0, word.length() - from.length()) + to : word;
        };
    }

    private static boolean matches(List<Token> text, int i, List<Token> from) {
        if (from.isEmpty() || i + from.size() > text.size()) {
            return false;
        }
        for (int k = 0; k < from.size(); k++) {
            Token token = text.get(i + k);
            if (token.kind() != from.get(k).kind()
                    || !token.text().equalsIgnoreCase(from.get(k).text())) {
                return false;
            }
        }
        return true;
    }

    private boolean word(int offset, String word) {
        return at + offset < in.size() && in.get(at + offset).is(word);
    }

    private boolean symbol(int offset, String symbol) {
        return at + offset < in.size() && in.get(at + offset).isSymbol(symbol);
    }
}
