package report;

import cobol.DataItem;
import cobol.Exec;
import cobol.Job;
import cobol.Paragraph;
import cobol.Program;
import cobol.Statement;
import cobol.Token;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Secrets written into the source, and secrets shown. The value itself is never repeated in a finding. */
final class Credentials {
    private static final Set<String> SECRETS = Set.of(
            "PASSWORD",
            "PASSWD",
            "PASSWRD",
            "PSWD",
            "PWD",
            "PASSPHRASE",
            "SECRET",
            "APIKEY",
            "CREDENTIAL",
            "CREDENTIALS");
    private static final Set<String> PRIVATE = Set.of("PIN", "CVV", "CVC", "CVV2");
    private static final Set<String> ABOUT = Set.of(
            "PROMPT", "LABEL", "MSG", "MESSAGE", "TEXT", "TITLE", "LEN", "LENGTH", "FLAG", "SW", "SWITCH", "ERROR",
            "ERR", "COUNT", "CNT", "STATUS", "HDR", "HEADER", "MAX", "MIN", "ATTR", "COLOR", "TRIES", "VALID",
            "INVALID", "OK", "EXPIRED", "DATE");
    private static final String REMEDY = "take it from RACF, the DB2 trusted connection or a vault at run time, "
            + "and change the one that was published here";

    private Credentials() {}

    static Stream<Finding> of(Program program) {
        Stream<Finding> values = program.data().stream()
                .filter(item -> item.level() != DataItem.CONDITION && isSecret(item.name()))
                .flatMap(item -> item.values().stream()
                        .filter(Credentials::isRealValue)
                        .map(value -> written(program, value, item.name())));
        Stream<Finding> code = program.paragraphs().stream()
                .flatMap(paragraph ->
                        paragraph.statements().flatMap(statement -> inStatement(program, paragraph, statement)));
        return Stream.concat(values, code);
    }

    static Stream<Finding> of(Job job) {
        return job.passwordLines().stream()
                .map(line -> new Finding(
                        Finding.Severity.HIGH,
                        "hard-coded-credential",
                        job.file(),
                        line,
                        "`" + job.name() + "`",
                        "a password stands in this JCL, readable by everyone who can browse the library",
                        REMEDY));
    }

    private static Finding written(Program program, Token value, String name) {
        return Finding.at(
                value,
                Finding.Severity.HIGH,
                "hard-coded-credential",
                program,
                "`" + name
                        + "` gets its value from a literal, so the secret is "
                        + "in every copy of the source and the load module",
                REMEDY);
    }

    private static Stream<Finding> inStatement(Program program, Paragraph paragraph, Statement statement) {
        if (statement.isSql()) {
            return connect(program, statement);
        }
        if (statement.is("DISPLAY")) {
            return statement.words().stream()
                    .filter(word -> word.isWord() && (isSecret(word.text()) || isPrivate(word.text())))
                    .limit(1)
                    .map(word -> Finding.in(
                            paragraph,
                            word,
                            Finding.Severity.HIGH,
                            "secret-displayed",
                            program,
                            "DISPLAY writes `" + word.text() + "` to the job log",
                            "drop it, or show a masked form"));
        }
        List<Token> words = statement.ownWords().toList();
        return IntStream.range(0, words.size())
                .filter(i -> words.get(i).isLiteral() && isRealValue(words.get(i)) && meetsSecret(statement, words, i))
                .mapToObj(words::get)
                .map(value -> Finding.in(
                        paragraph,
                        value,
                        Finding.Severity.HIGH,
                        "hard-coded-credential",
                        program,
                        "a secret is set from or compared with a literal",
                        REMEDY));
    }

    private static boolean meetsSecret(Statement statement, List<Token> words, int i) {
        if (statement.is("MOVE")) {
            return words.stream().skip(i + 1).anyMatch(word -> word.isWord() && isSecret(word.text()));
        }
        boolean compares = statement.is("IF", "EVALUATE", "PERFORM", "SEARCH");
        int from = Math.max(0, i - 4);
        return compares
                && words.subList(from, i).stream()
                        .anyMatch(word -> word.isSymbol("=") || word.is("EQUAL") || word.is("EQUALS"))
                && words.subList(from, i).stream().anyMatch(word -> word.isWord() && isSecret(word.text()));
    }

    /** {@code CONNECT TO x USER :u USING 'secret'} or {@code IDENTIFIED BY 'secret'}. */
    private static Stream<Finding> connect(Program program, Statement statement) {
        Exec exec = statement.exec().orElseThrow();
        return exec.verb().equals("CONNECT")
                ? exec.words().stream()
                        .filter(Token::isLiteral)
                        .filter(Credentials::isRealValue)
                        .skip(exec.has("USER") ? 0 : 1)
                        .limit(1)
                        .map(value -> written(program, value, "CONNECT"))
                : Stream.empty();
    }

    private static boolean isRealValue(Token literal) {
        String value = literal.text().strip();
        return value.length() >= 3
                && value.chars().distinct().count() > 1
                && value.chars().anyMatch(Character::isLetterOrDigit);
    }

    private static boolean isSecret(String name) {
        List<String> parts = Arrays.asList(name.split("[-_]"));
        boolean key = IntStream.range(1, parts.size())
                .anyMatch(i -> parts.get(i).equals("KEY")
                        && Set.of("API", "ACCESS", "ENCRYPTION", "CRYPTO").contains(parts.get(i - 1)));
        return (key || parts.stream().anyMatch(SECRETS::contains))
                && parts.stream().noneMatch(ABOUT::contains);
    }

    private static boolean isPrivate(String name) {
        List<String> parts = Arrays.asList(name.split("[-_]"));
        boolean card = parts.contains("CARD")
                && parts.stream()
                        .anyMatch(part ->
                                Set.of("NUMBER", "NO", "NBR", "NUM", "PAN").contains(part));
        return (card || parts.stream().anyMatch(PRIVATE::contains))
                && parts.stream().noneMatch(ABOUT::contains);
    }
}
