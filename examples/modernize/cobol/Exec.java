package cobol;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An {@code EXEC language ... END-EXEC} block.
 *
 * @param words what stands between the language and END-EXEC
 */
public record Exec(String language, List<Token> words) {
    static final Set<String> LANGUAGES = Set.of("SQL", "CICS", "DLI", "SQLIMS", "HTML", "JAVA");

    public Exec {
        words = List.copyOf(words);
    }

    /** First word: SELECT, READ ...; for two-word CICS commands only the first. Empty for an empty block. */
    public String verb() {
        return words.isEmpty() ? "" : words.getFirst().text();
    }

    public boolean isSql() {
        return language.equals("SQL");
    }

    public boolean isCics() {
        return language.equals("CICS");
    }

    public boolean has(String word) {
        return words.stream().anyMatch(token -> token.is(word));
    }

    /** The operand of a CICS option, {@code FILE('ACCT')} or {@code RESP(WS-RESP)}: its first literal or word. */
    public Optional<Token> option(String name) {
        return IntStream.range(0, words.size() - 2)
                .filter(i -> words.get(i).is(name) && words.get(i + 1).isSymbol("("))
                .mapToObj(i -> words.get(i + 2))
                .findFirst();
    }

    public boolean startsWith(String... expected) {
        return words.size() >= expected.length
                && IntStream.range(0, expected.length)
                        .allMatch(i -> words.get(i).is(expected[i]));
    }

    @Override
    public String toString() {
        return words.stream().limit(12).map(Token::text).collect(Collectors.joining(" "));
    }
}
