package dev.cao.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a condition:
 *
 * <pre>
 * condition = both { "or" both }
 * both      = single { "and" single }
 * single    = "not" single | "(" condition ")" | NAME "." ("done" | "failed" | "skipped") | NAME "contains" TEXT
 * </pre>
 *
 * Not thread-safe: one text, one parser.
 */
final class ConditionParser {
    /** Longer conditions belong into a supervisor that thinks; it also bounds the depth of the recursion. */
    private static final int MAX_LENGTH = 500;
    /** Not names of answers. */
    static final Set<String> WORDS = Set.of("not", "and", "or", "contains");

    private static final Pattern TOKEN = Pattern.compile("\\s*(?:(?<name>[A-Za-z0-9][A-Za-z0-9_-]*)|(?<sign>[().])"
            + "|(?<text>\"(?:[^\"\\\\]|\\\\.)*+\"|'[^']*+'))");

    private final String text;
    private final List<TemplateParser.Reference> references = new ArrayList<>();
    private final Matcher tokens;
    private int at;

    private ConditionParser(String text) {
        this.text = text;
        this.tokens = TOKEN.matcher(text);
    }

    /** @param references the names in it, with their places */
    record Parsed(
            Optional<Condition> condition,
            List<TemplateParser.Reference> references,
            Optional<TemplateParser.Mistake> mistake) {}

    private static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        private final int from;

        Unreadable(String message, int from) {
            super(message, null, false, false);
            this.from = from;
        }
    }

    static Parsed parse(String text) {
        var parser = new ConditionParser(text);
        try {
            if (text.length() > MAX_LENGTH) {
                throw new Unreadable("is longer than " + MAX_LENGTH + " characters", 0);
            }
            Condition condition = parser.either();
            if (!parser.rest().isEmpty()) {
                throw new Unreadable(
                        "found " + Quoted.of(parser.rest()) + ", expected `and`, `or` or the end", parser.skipBlanks());
            }
            return new Parsed(Optional.of(condition), parser.references, Optional.empty());
        } catch (Unreadable e) {
            int from = Math.min(e.from, text.length());
            var mistake = new TemplateParser.Mistake(String.valueOf(e.getMessage()), from, text.length());
            return new Parsed(Optional.empty(), List.of(), Optional.of(mistake));
        }
    }

    private Condition either() throws Unreadable {
        Condition left = both();
        while (takeWord("or")) {
            left = new Condition.Or(left, both());
        }
        return left;
    }

    private Condition both() throws Unreadable {
        Condition left = single();
        while (takeWord("and")) {
            left = new Condition.And(left, single());
        }
        return left;
    }

    private Condition single() throws Unreadable {
        if (takeWord("not")) {
            return new Condition.Not(single());
        }
        if (takeSign("(")) {
            Condition inner = either();
            if (!takeSign(")")) {
                throw unreadable("`)`");
            }
            return inner;
        }
        return test();
    }

    private Condition test() throws Unreadable {
        String expected = "NAME.done, NAME.failed, NAME.skipped or NAME contains \"text\"";
        String name = peek("name").orElseThrow(() -> unreadable(expected));
        if (WORDS.contains(name)) {
            throw unreadable(expected);
        }
        references.add(new TemplateParser.Reference(name, tokens.start("name"), tokens.end("name")));
        at = tokens.end();
        if (takeSign(".")) {
            Condition.State state = state(peek("name").orElse(""));
            at = tokens.end();
            return new Condition.Is(name, state);
        }
        if (takeWord("contains")) {
            String quoted = peek("text").orElseThrow(() -> unreadable("a text in quotes"));
            at = tokens.end();
            String inner = quoted.substring(1, quoted.length() - 1);
            return new Condition.Contains(name, quoted.startsWith("'") ? inner : inner.replaceAll("\\\\(.)", "$1"));
        }
        throw unreadable("`.done`, `.failed`, `.skipped` or `contains` after " + Quoted.of(name));
    }

    private Condition.State state(String word) throws Unreadable {
        return switch (word) {
            case "done" -> Condition.State.DONE;
            case "failed" -> Condition.State.FAILED;
            case "skipped" -> Condition.State.SKIPPED;
            default -> throw unreadable("`done`, `failed` or `skipped`");
        };
    }

    private boolean takeWord(String word) {
        return take("name", word);
    }

    private boolean takeSign(String sign) {
        return take("sign", sign);
    }

    private boolean take(String group, String expected) {
        if (peek(group).filter(expected::equals).isEmpty()) {
            return false;
        }
        at = tokens.end();
        return true;
    }

    /** Returns the next token if it is of that kind, without taking it. */
    private Optional<String> peek(String group) {
        tokens.region(at, text.length());
        return tokens.lookingAt() ? Optional.ofNullable(tokens.group(group)) : Optional.empty();
    }

    private Unreadable unreadable(String expected) {
        String found = rest().isEmpty() ? "the end" : Quoted.of(rest());
        return new Unreadable("found " + found + ", expected " + expected, skipBlanks());
    }

    private String rest() {
        return text.substring(at).strip();
    }

    private int skipBlanks() {
        return text.length() - text.substring(at).stripLeading().length();
    }
}
