package cobol;

import cobol.Token.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the programs of a file and their divisions. PROGRAM-ID opens a program, END PROGRAM closes it. One thread. */
final class ProgramParser {
    private final Preprocessor preprocessor;
    private final List<Token> in;
    private final List<Program> found = new ArrayList<>();
    private final Deque<Integer> open = new ArrayDeque<>();
    private int at;

    private String name = "";
    private Token start;
    private Optional<String> outer = Optional.empty();
    private List<FileEntry> files = new ArrayList<>();
    private List<DataItem> data = new ArrayList<>();
    private List<Statement> declarations = new ArrayList<>();
    private Map<String, Set<String>> records = new HashMap<>();
    private Set<String> sortFiles = new HashSet<>();

    private ProgramParser(SourceTree tree, SourceFile file) {
        preprocessor = new Preprocessor(tree);
        in = preprocessor.expand(file);
        start = in.isEmpty() ? new Token(Kind.PERIOD, ".", file, 1, 1) : in.getFirst();
    }

    static List<Program> programs(SourceTree tree, SourceFile file) {
        return new ProgramParser(tree, file).parse();
    }

    private List<Program> parse() {
        while (at < in.size()) {
            if (word(0, "PROGRAM-ID") || word(0, "FUNCTION-ID")) {
                header();
            } else if (word(0, "END") && (word(1, "PROGRAM") || word(1, "FUNCTION"))) {
                at += 3;
                open.poll();
            } else if (word(0, "SELECT") && !open.isEmpty()) {
                select();
            } else if (word(0, "DATA") && word(1, "DIVISION")) {
                at += 3;
                new DataParser().parse();
            } else if (word(0, "PROCEDURE") && word(1, "DIVISION") && !open.isEmpty()) {
                procedure();
            } else {
                at++;
            }
        }
        return found;
    }

    private void header() {
        start = in.get(at++);
        at += at < in.size() && in.get(at).kind() == Kind.PERIOD ? 1 : 0;
        name = at < in.size() ? in.get(at++).text().toUpperCase(java.util.Locale.ROOT) : "";
        outer = Optional.ofNullable(open.peek()).map(index -> found.get(index).name());
        files = new ArrayList<>();
        data = new ArrayList<>();
        declarations = new ArrayList<>();
        records = new HashMap<>();
        sortFiles = new HashSet<>();
        open.push(found.size());
        found.add(program(List.of(), List.of()));
    }

    private Program program(List<String> using, List<Paragraph> paragraphs) {
        List<Copy> copies = found.size() <= 1 ? preprocessor.copies() : List.of();
        List<FileEntry> known = files.stream()
                .map(file -> new FileEntry(
                        file.name(),
                        file.at(),
                        file.assign(),
                        file.organization(),
                        file.status(),
                        records.getOrDefault(file.name(), Set.of()),
                        sortFiles.contains(file.name())))
                .toList();
        Map<String, List<DataItem>> byName = data.stream().collect(Collectors.groupingBy(DataItem::name));
        return new Program(name, start, outer, copies, known, data, byName, declarations, using, paragraphs);
    }

    private void select() {
        Token first = in.get(at++);
        at += word(0, "OPTIONAL") ? 1 : 0;
        String file = at < in.size() ? in.get(at).text() : "";
        String assign = "";
        String organization = "SEQUENTIAL";
        Optional<String> status = Optional.empty();
        while (at < in.size() && in.get(at).kind() != Kind.PERIOD && !word(1, "DIVISION")) {
            if (word(0, "ASSIGN")) {
                at += word(1, "TO") ? 2 : 1;
                boolean device =
                        word(0, "DISK") && at + 1 < in.size() && in.get(at + 1).isLiteral();
                at += device || word(0, "DYNAMIC") || word(0, "EXTERNAL") ? 1 : 0;
                assign = at < in.size() ? externalName(in.get(at).text()) : "";
            } else if (word(0, "INDEXED") || word(0, "RELATIVE") && !word(1, "KEY")) {
                organization = in.get(at).text();
            } else if (word(0, "STATUS")) {
                at += word(1, "IS") ? 1 : 0;
                status = at + 1 < in.size() ? Optional.of(in.get(at + 1).text()) : Optional.empty();
            }
            at++;
        }
        files.add(new FileEntry(file, first, assign, organization, status, Set.of(), false));
    }

    /** {@code UT-S-ACCTMST}, {@code AS-ACCTMST}, {@code S-ACCTMST}: what JCL knows is the last part. */
    private static String externalName(String assign) {
        return assign.matches("((UT|UR|DA|SYS[0-9]+)-)?((S|AS|I|R|D)-)?[A-Z0-9@#$]{1,8}")
                ? assign.substring(assign.lastIndexOf('-') + 1)
                : assign;
    }

    private boolean isPeriod(int offset) {
        return at + offset < in.size() && in.get(at + offset).kind() == Kind.PERIOD;
    }

    private void procedure() {
        at += 2;
        List<String> using = new ArrayList<>();
        while (at < in.size() && !isPeriod(0)) {
            Token token = in.get(at++);
            if (token.isWord()
                    && !Set.of("USING", "BY", "REFERENCE", "VALUE", "RETURNING", "CHAINING")
                            .contains(token.text())) {
                using.add(token.text());
            }
        }
        at++;
        int index = open.peek();
        List<Paragraph> paragraphs = new ParagraphParser().parse();
        found.set(index, program(using, paragraphs));
    }

    private boolean word(int offset, String word) {
        return at + offset < in.size() && in.get(at + offset).is(word);
    }

    /** Paragraphs of one PROCEDURE DIVISION. */
    private final class ParagraphParser {
        private final StatementParser statements = new StatementParser(in, at);
        private final List<Paragraph> paragraphs = new ArrayList<>();
        private String paragraph = "";
        private String section = "";
        private boolean declarative;
        private Token head = start;
        private List<Statement> body = new ArrayList<>();

        List<Paragraph> parse() {
            at = statements.position();
            head = at < in.size() ? in.get(at) : head;
            while (at < in.size() && !statements.startsDivision()) {
                if (word(0, "DECLARATIVES") || word(0, "END") && word(1, "DECLARATIVES")) {
                    close("", "", in.get(at));
                    declarative = word(0, "DECLARATIVES");
                    skip(declarative ? 2 : 3);
                } else if (isName() && word(1, "SECTION")) {
                    close(in.get(at).text(), in.get(at).text(), in.get(at));
                    skip(at + 2 < in.size() && in.get(at + 2).kind() == Kind.NUMBER ? 4 : 3);
                } else if (isName() && isPeriod(1)) {
                    close(in.get(at).text(), section, in.get(at));
                    skip(2);
                } else {
                    body.addAll(statements.sentence());
                    at = statements.position();
                }
            }
            close("", "", head);
            return paragraphs;
        }

        private boolean isName() {
            return (in.get(at).isWord() || in.get(at).kind() == Kind.NUMBER) && !statements.startsStatement();
        }

        private void skip(int count) {
            statements.skip(count);
            at = statements.position();
        }

        private void close(String nextName, String nextSection, Token next) {
            if (!paragraph.isEmpty() || !body.isEmpty()) {
                paragraphs.add(new Paragraph(paragraph, section, declarative, head, body));
            }
            paragraph = nextName;
            section = nextSection;
            head = next;
            body = new ArrayList<>();
        }
    }

    /** Sections of one DATA DIVISION. */
    private final class DataParser {
        private final Deque<DataItem> groups = new ArrayDeque<>();
        private String section = "";
        private String file = "";

        void parse() {
            while (at < in.size()
                    && !word(1, "DIVISION")
                    && !word(0, "PROGRAM-ID")
                    && !(word(0, "END") && word(1, "PROGRAM"))) {
                if (word(1, "SECTION")) {
                    section = in.get(at).text();
                    at += 3;
                } else if (word(0, "EXEC") || word(0, "EXECUTE")) {
                    StatementParser parser = new StatementParser(in, at);
                    declarations.addAll(parser.sentence());
                    at = parser.position();
                } else if (word(0, "FD") || word(0, "SD")) {
                    file = at + 1 < in.size() ? in.get(at + 1).text() : "";
                    if (word(0, "SD")) {
                        sortFiles.add(file);
                    }
                    entry();
                } else if (in.get(at).kind() == Kind.NUMBER) {
                    item(entry());
                } else {
                    at++;
                }
            }
        }

        private List<Token> entry() {
            int from = at;
            while (at < in.size() && !isPeriod(0) && !word(0, "EXEC") && !word(1, "DIVISION")) {
                at++;
            }
            List<Token> entry = in.subList(from, Math.min(at, in.size()));
            at += isPeriod(0) ? 1 : 0;
            return entry;
        }

        private void item(List<Token> entry) {
            if (!entry.getFirst().text().matches("[0-9]{1,2}")) {
                return;
            }
            int level = Integer.parseInt(entry.getFirst().text());
            boolean named = entry.size() > 1
                    && entry.get(1).isWord()
                    && !isClause(entry.get(1).text());
            String item = named ? entry.get(1).text() : "FILLER";
            while (!groups.isEmpty() && (groups.peek().level() >= level || level == 77)) {
                groups.pop();
            }
            List<String> parents = groups.stream().map(DataItem::name).toList();
            DataItem added = new DataItem(
                    level,
                    item,
                    entry.get(named ? 1 : 0),
                    section,
                    parents,
                    picture(entry),
                    values(entry),
                    occurs(entry));
            data.add(added);
            if (level == 1 && section.equals("FILE")) {
                records.computeIfAbsent(file, key -> new HashSet<>()).add(item);
            }
            if (level != DataItem.CONDITION && level != 66) {
                groups.push(added);
            }
        }

        private static boolean isClause(String word) {
            return Set.of("PIC", "PICTURE", "REDEFINES", "OCCURS", "VALUE", "USAGE", "COMP", "COMP-3", "FILLER")
                    .contains(word);
        }

        private static String picture(List<Token> entry) {
            return entry.stream()
                    .filter(token -> token.kind() == Kind.PICTURE)
                    .map(Token::text)
                    .findFirst()
                    .orElse("");
        }

        private static List<Token> values(List<Token> entry) {
            int i = 0;
            while (i < entry.size()
                    && !entry.get(i).is("VALUE")
                    && !entry.get(i).is("VALUES")) {
                i++;
            }
            return entry.stream().skip(i).filter(Token::isLiteral).toList();
        }

        private static int occurs(List<Token> entry) {
            for (int i = 0; i + 1 < entry.size(); i++) {
                if (entry.get(i).is("OCCURS") && entry.get(i + 1).kind() == Kind.NUMBER) {
                    boolean range = i + 3 < entry.size()
                            && entry.get(i + 2).is("TO")
                            && entry.get(i + 3).kind() == Kind.NUMBER;
                    return Integer.parseInt(
                            entry.get(range ? i + 3 : i + 1).text().replaceAll("[^0-9]", ""));
                }
            }
            return 1;
        }
    }
}
