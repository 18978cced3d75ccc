package cobol;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One procedural statement.
 *
 * @param words the statement with its verb, without what its branches hold
 * @param branches conditional or repeated parts, in order
 * @param exec set for EXEC blocks only
 */
public record Statement(String verb, List<Token> words, List<Branch> branches, Optional<Exec> exec) {
    /** Why the statements of a branch run. */
    public enum Reason {
        THEN,
        ELSE,
        WHEN,
        LOOP,
        AT_END,
        INVALID_KEY,
        SIZE_ERROR,
        EXCEPTION,
        END_OF_PAGE
    }

    /** A part of a statement that runs under a condition, which {@code words} holds where it is not in the head. */
    public record Branch(Reason reason, boolean negated, List<Token> words, List<Statement> body) {
        public Branch {
            words = List.copyOf(words);
            body = List.copyOf(body);
        }
    }

    public Statement {
        words = List.copyOf(words);
        branches = List.copyOf(branches);
    }

    public Token at() {
        return words.getFirst();
    }

    public boolean is(String... verbs) {
        return Set.of(verbs).contains(verb);
    }

    public boolean isSql() {
        return exec.isPresent() && exec.get().isSql();
    }

    public boolean isCics() {
        return exec.isPresent() && exec.get().isCics();
    }

    /** This statement and all inside it, in the order of the text. */
    public Stream<Statement> all() {
        return Stream.concat(
                Stream.of(this),
                branches.stream().flatMap(branch -> branch.body().stream()).flatMap(Statement::all));
    }

    /** Words of the statement and of the conditions of its branches. */
    public Stream<Token> ownWords() {
        return Stream.concat(words.stream(), branches.stream().flatMap(branch -> branch.words().stream()));
    }

    public boolean mentions(Set<String> names) {
        return ownWords().anyMatch(token -> token.isWord() && names.contains(token.text()));
    }

    public boolean has(String word) {
        return words.stream().anyMatch(token -> token.is(word));
    }

    public boolean has(Reason reason) {
        return branches.stream().anyMatch(branch -> branch.reason() == reason);
    }

    /** The word or literal after this word, if any. */
    public Optional<Token> after(String word) {
        for (int i = 0; i + 1 < words.size(); i++) {
            if (words.get(i).is(word)) {
                return Optional.of(words.get(i + 1));
            }
        }
        return Optional.empty();
    }

    /** The operands between this word and the next of the others. */
    public List<Token> between(String start, Set<String> ends) {
        int from = 0;
        while (from < words.size() && !words.get(from).is(start)) {
            from++;
        }
        int to = Math.min(from + 1, words.size());
        while (to < words.size()
                && !(words.get(to).isWord() && ends.contains(words.get(to).text()))) {
            to++;
        }
        return words.subList(Math.min(from + 1, words.size()), to);
    }
}
