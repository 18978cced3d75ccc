package report;

import cobol.Exec;
import cobol.FileEntry;
import cobol.Paragraph;
import cobol.Program;
import cobol.Statement;
import cobol.Statement.Reason;
import cobol.Token;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Results nobody looks at: SQLCODE, FILE STATUS, CICS responses, size errors. */
final class Integrity {
    private static final Set<String> CICS_CHECKED = Set.of(
            "READ",
            "WRITE",
            "REWRITE",
            "DELETE",
            "STARTBR",
            "READNEXT",
            "READPREV",
            "LINK",
            "XCTL",
            "READQ",
            "WRITEQ",
            "DELETEQ",
            "RECEIVE",
            "START",
            "RETRIEVE",
            "GETMAIN",
            "LOAD",
            "ENQ");
    private static final Set<String> ARITHMETIC = Set.of("COMPUTE", "ADD", "SUBTRACT", "MULTIPLY", "DIVIDE");
    private static final Set<String> FILE_VERBS = Set.of("OPEN", "READ", "WRITE", "REWRITE", "DELETE", "START");

    private final Program program;
    private final Flow flow;
    private final List<Finding> found = new ArrayList<>();
    private boolean sqlHandled;
    private final boolean cicsHandled;
    private final Set<String> declaredFiles = new HashSet<>();

    private Integrity(Program program) {
        this.program = program;
        flow = new Flow(program);
        cicsHandled = program.statements()
                .filter(Statement::isCics)
                .map(statement -> statement.exec().orElseThrow())
                .anyMatch(exec -> exec.startsWith("HANDLE", "CONDITION") || exec.startsWith("HANDLE", "ABEND"));
        program.statements()
                .filter(statement -> statement.is("USE"))
                .flatMap(statement -> statement.words().stream())
                .forEach(word -> declaredFiles.add(word.text()));
    }

    static List<Finding> of(Program program) {
        Integrity integrity = new Integrity(program);
        program.files().forEach(integrity::file);
        for (int i = 0; i < program.paragraphs().size(); i++) {
            int paragraph = i;
            program.paragraphs().get(i).statements().forEach(statement -> integrity.statement(paragraph, statement));
        }
        return integrity.found;
    }

    private void file(FileEntry file) {
        if (!file.sort() && file.status().isEmpty() && !isDeclared(file, "")) {
            found.add(Finding.at(
                    file.at(),
                    Finding.Severity.MEDIUM,
                    "no-file-status",
                    program,
                    "`" + file.name()
                            + "` has no FILE STATUS and no USE procedure, "
                            + "so a failed OPEN or WRITE ends the job or passes unseen",
                    "add FILE STATUS and test it after each operation"));
        }
    }

    private void statement(int paragraph, Statement statement) {
        if (statement.isSql()) {
            sql(paragraph, statement, statement.exec().orElseThrow());
        } else if (statement.isCics()) {
            cics(paragraph, statement, statement.exec().orElseThrow());
        } else if (ARITHMETIC.contains(statement.verb())) {
            arithmetic(paragraph, statement);
        } else if (FILE_VERBS.contains(statement.verb())) {
            fileOperation(paragraph, statement);
        }
    }

    private void sql(int paragraph, Statement statement, Exec exec) {
        if (exec.startsWith("WHENEVER", "SQLERROR")) {
            sqlHandled = !exec.has("CONTINUE");
        }
        if (!sqlHandled && Sql.needsCheck(exec)) {
            AfterCheck check = new AfterCheck(
                    program,
                    flow,
                    Set.of("SQLCODE", "SQLSTATE", "SQLCA"),
                    other -> other.isSql() && Sql.needsCheck(other.exec().orElseThrow()));
            if (!check.isChecked(paragraph, statement)) {
                add(
                        paragraph,
                        statement,
                        Finding.Severity.HIGH,
                        "unchecked-sqlcode",
                        "nothing looks at SQLCODE after this " + exec.verb()
                                + ", so a failure or a missing row goes on as if all was well",
                        "test SQLCODE (0, +100, negative) right after it, and roll back on failure");
            }
        }
    }

    private void cics(int paragraph, Statement statement, Exec exec) {
        if (!CICS_CHECKED.contains(exec.verb())) {
            return;
        }
        Optional<Token> response = exec.option("RESP");
        if (response.isEmpty() && !exec.has("NOHANDLE")) {
            if (!cicsHandled) {
                add(
                        paragraph,
                        statement,
                        Finding.Severity.HIGH,
                        "cics-without-resp",
                        "CICS " + exec.verb()
                                + " has neither RESP nor a HANDLE, "
                                + "so any exception abends the task in front of the user",
                        "add RESP(...) and decide on DFHRESP(NORMAL), NOTFND and the rest");
            }
            return;
        }
        Set<String> names = new HashSet<>(Set.of("EIBRESP", "EIBRCODE"));
        response.ifPresent(variable -> names.addAll(program.testersOf(variable.text())));
        AfterCheck check = new AfterCheck(
                program,
                flow,
                names,
                other -> other.isCics()
                        && other.exec()
                                .orElseThrow()
                                .option("RESP")
                                .map(Token::text)
                                .equals(response.map(Token::text)));
        if (!check.isChecked(paragraph, statement)) {
            add(
                    paragraph,
                    statement,
                    Finding.Severity.HIGH,
                    "cics-resp-not-tested",
                    "the response of this CICS " + exec.verb() + " is asked for and never tested",
                    "test it before using the result");
        }
    }

    private void arithmetic(int paragraph, Statement statement) {
        if (statement.has(Reason.SIZE_ERROR)) {
            return;
        }
        Optional<String> amount = Targets.of(statement).stream()
                .filter(name -> !program.items(name).isEmpty()
                        && program.items(name).stream().allMatch(item -> item.hasDecimals()))
                .findFirst();
        amount.ifPresent(name -> add(
                paragraph,
                statement,
                statement.is("COMPUTE", "DIVIDE", "MULTIPLY") ? Finding.Severity.HIGH : Finding.Severity.MEDIUM,
                "no-size-error",
                statement.verb() + " into the amount `" + name
                        + "` has no ON SIZE ERROR, so an overflow cuts off the leading digits in silence",
                "add ON SIZE ERROR with a rejection, and use decimal arithmetic "
                        + "that fails on overflow in the new system"));
    }

    private void fileOperation(int paragraph, Statement statement) {
        for (FileEntry file : program.files()) {
            boolean named = statement.words().stream()
                    .skip(1)
                    .limit(statement.is("OPEN") ? Long.MAX_VALUE : 1)
                    .anyMatch(word -> word.is(file.name())
                            || word.isWord() && file.records().contains(word.text()));
            boolean caught = statement.has(Reason.AT_END) || statement.has(Reason.INVALID_KEY);
            if (!named || caught || file.sort() || file.status().isEmpty() || isDeclared(file, mode(statement, file))) {
                continue;
            }
            AfterCheck check = new AfterCheck(
                    program,
                    flow,
                    program.testersOf(file.status().get()),
                    other -> FILE_VERBS.contains(other.verb())
                            && other.words().stream()
                                    .anyMatch(word -> word.is(file.name())
                                            || word.isWord() && file.records().contains(word.text())));
            if (!check.isChecked(paragraph, statement)) {
                add(
                        paragraph,
                        statement,
                        Finding.Severity.MEDIUM,
                        "unchecked-file-status",
                        "nothing looks at `" + file.status().get() + "` after this " + statement.verb() + " of `"
                                + file.name() + "`",
                        "test the FILE STATUS and stop or reject on anything but 00");
            }
        }
    }

    private boolean isDeclared(FileEntry file, String mode) {
        return declaredFiles.contains(file.name())
                || (mode.isEmpty()
                        ? Set.of("INPUT", "OUTPUT", "I-O", "EXTEND").stream().anyMatch(declaredFiles::contains)
                        : declaredFiles.contains(mode));
    }

    private static String mode(Statement statement, FileEntry file) {
        String mode = "";
        for (Token word : statement.words()) {
            mode = Set.of("INPUT", "OUTPUT", "I-O", "EXTEND").contains(word.text()) ? word.text() : mode;
            if (word.is(file.name())) {
                return mode;
            }
        }
        return "";
    }

    private void add(
            int paragraph, Statement statement, Finding.Severity severity, String rule, String why, String remedy) {
        Paragraph place = program.paragraphs().get(paragraph);
        found.add(Finding.in(place, statement.at(), severity, rule, program, why, remedy));
    }
}
