package cobol;

import cobol.SourceFile.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * All files of a COBOL tree, sorted by path. Links are not followed, so a loop cannot trap the reader; what is binary,
 * unreadable or not followed is named in {@link #skipped()}. Safe for several threads once read.
 */
public final class SourceTree {
    private static final long LARGEST = 20_000_000;
    private static final int PROBE = 8_192;
    private static final int CARD = 80;
    private static final int EBCDIC_SPACE = 0x40;
    private static final Set<String> PROGRAMS = Set.of("cbl", "cob", "cobol", "pco", "sqb", "ccp", "eco", "cbb");
    private static final Set<String> COPYBOOKS = Set.of("cpy", "copy", "cpb", "cp", "copybook", "dcl");
    private static final Set<String> JOBS = Set.of("jcl", "job", "prc", "proc", "jclproc");
    private static final Set<String> UNSURE = Set.of("", "txt", "src", "mbr");
    private static final Pattern COBOL_HEADER =
            Pattern.compile("^.{0,7}\\s*(ID|IDENTIFICATION)\\s+DIVISION\\s*\\.", Pattern.CASE_INSENSITIVE);
    private static final Pattern JOB_CARD = Pattern.compile("^//\\S*\\s+(JOB|EXEC|PROC|DD)\\b.*");
    private static final Pattern DATA_ENTRY =
            Pattern.compile("^.{0,6}\\s+(0?[1-9]|[1-4][0-9]|77|88)\\s+\\S+.*\\.\\s*.*$");

    private final Path root;
    private final List<SourceFile> files = new ArrayList<>();
    private final Map<String, String> skipped = new TreeMap<>();
    private final Map<String, List<SourceFile>> members = new TreeMap<>();
    private final Map<SourceFile, List<Token>> tokens = new ConcurrentHashMap<>();

    private SourceTree(Path root) {
        this.root = root;
    }

    /**
     * Reads the tree.
     *
     * @throws NothingToAnalyse if it is no folder or holds no COBOL program
     * @throws IOException if the folder itself cannot be read
     */
    public static SourceTree read(Path folder) throws IOException, NothingToAnalyse {
        if (!Files.isDirectory(folder)) {
            throw new NothingToAnalyse("'" + folder + "' is no folder. Give the folder of a COBOL tree.");
        }
        SourceTree tree = new SourceTree(folder.toRealPath());
        Files.walkFileTree(tree.root, tree.new Reader());
        tree.files.sort(null);
        tree.files.forEach(file -> tree.members
                .computeIfAbsent(file.member(), name -> new ArrayList<>())
                .add(file));
        if (tree.files.stream().noneMatch(file -> file.kind() == Kind.PROGRAM)) {
            throw new NothingToAnalyse("no COBOL program under '" + tree.root + "' (looked for "
                    + PROGRAMS.stream().sorted().toList()
                    + " and for files that begin with IDENTIFICATION DIVISION). Point --dir at a COBOL tree.");
        }
        return tree;
    }

    public List<SourceFile> files(Kind kind) {
        return files.stream().filter(file -> file.kind() == kind).toList();
    }

    /** What was not read, by path, with the reason. */
    public Map<String, String> skipped() {
        return skipped;
    }

    /** All programs in order of file and line, nested ones after the one around them; parsed anew on each call. */
    public Stream<Program> programs() {
        return files(Kind.PROGRAM).parallelStream().flatMap(file -> ProgramParser.programs(this, file).stream());
    }

    /** The file COPY means by this name, whatever its case, folder or extension: copybooks before other files. */
    java.util.Optional<SourceFile> copybook(String name) {
        String base = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String upper = base.toUpperCase(Locale.ROOT);
        int dot = upper.lastIndexOf('.');
        List<SourceFile> found = members.getOrDefault(dot > 0 ? upper.substring(0, dot) : upper, List.of());
        return Stream.of(Kind.COPYBOOK, Kind.OTHER, Kind.PROGRAM)
                .flatMap(kind -> found.stream().filter(file -> file.kind() == kind))
                .findFirst();
    }

    List<Token> tokens(SourceFile file) {
        return tokens.computeIfAbsent(file, Lexer::tokens);
    }

    /** Number of lines of each kind in a file. */
    public static Map<Line.Kind, Integer> lineKinds(SourceFile file) {
        Map<Line.Kind, Integer> counts = new TreeMap<>();
        SourceFormat.lines(file).forEach(line -> counts.merge(line.kind(), 1, Integer::sum));
        return counts;
    }

    private final class Reader extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name =
                    folder.getFileName() == null ? "" : folder.getFileName().toString();
            boolean ours = folder.equals(root) || !name.startsWith(".") && !name.equals("node_modules");
            return ours ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String path = root.relativize(file).toString().replace('\\', '/');
            String extension = extension(file.getFileName().toString());
            if (attributes.isSymbolicLink()) {
                skipped.put(path, "link, not followed");
            } else if (attributes.isRegularFile() && isWanted(extension)) {
                take(file, path, extension, attributes.size());
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (file.equals(root)) {
                throw failure;
            }
            skipped.put(
                    root.relativize(file).toString(),
                    "cannot be read: " + failure.getClass().getSimpleName());
            return FileVisitResult.CONTINUE;
        }

        private void take(Path file, String path, String extension, long size) {
            if (size > LARGEST) {
                skipped.put(path, "larger than " + LARGEST / 1_000_000 + " MB");
                return;
            }
            try {
                byte[] bytes = Files.readAllBytes(file);
                String fault = fault(bytes);
                if (!fault.isEmpty()) {
                    skipped.put(path, fault);
                    return;
                }
                List<String> text = rows(decode(bytes));
                files.add(new SourceFile(path, kind(extension, text), text));
            } catch (IOException e) {
                skipped.put(path, "cannot be read: " + e.getClass().getSimpleName());
            }
        }
    }

    private static boolean isWanted(String extension) {
        return PROGRAMS.contains(extension)
                || COPYBOOKS.contains(extension)
                || JOBS.contains(extension)
                || UNSURE.contains(extension)
                || extension.equals("bms")
                || extension.equals("inc");
    }

    private static Kind kind(String extension, List<String> text) {
        if (PROGRAMS.contains(extension)) {
            return Kind.PROGRAM;
        }
        if (COPYBOOKS.contains(extension)) {
            return Kind.COPYBOOK;
        }
        if (JOBS.contains(extension)) {
            return Kind.JCL;
        }
        if (extension.equals("bms")) {
            return Kind.MAP;
        }
        if (text.stream().limit(300).anyMatch(row -> COBOL_HEADER.matcher(row).find())) {
            return Kind.PROGRAM;
        }
        if (text.stream().limit(20).anyMatch(row -> JOB_CARD.matcher(row).matches())) {
            return Kind.JCL;
        }
        boolean data =
                text.stream().limit(100).anyMatch(row -> DATA_ENTRY.matcher(row).matches());
        return data && !extension.equals("txt") ? Kind.COPYBOOK : Kind.OTHER;
    }

    private static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(dot + 1).toLowerCase(Locale.ROOT) : "";
    }

    private static String fault(byte[] bytes) {
        int zeros = 0;
        int wide = 0;
        int spaces = 0;
        int probed = Math.min(bytes.length, PROBE);
        for (int i = 0; i < probed; i++) {
            zeros += bytes[i] == 0 ? 1 : 0;
            wide += bytes[i] == EBCDIC_SPACE ? 1 : 0;
            spaces += bytes[i] == ' ' ? 1 : 0;
        }
        if (zeros > 0) {
            return "binary";
        }
        return wide > probed / 5 && spaces < wide / 10 ? "EBCDIC, convert it to text first" : "";
    }

    /** UTF-8 where the bytes are, else Latin-1, which every byte is; so that one character is one column. */
    private static String decode(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    /** Lines by any line end; a file without one that is a multiple of 80 long is a deck of cards. */
    private static List<String> rows(String text) {
        String clean = text.replace('\f', ' ').replace("\u001A", "");
        boolean cards = clean.length() > CARD
                && clean.length() % CARD == 0
                && clean.indexOf('\n') < 0
                && clean.indexOf('\r') < 0;
        if (!cards) {
            return clean.lines().toList();
        }
        return Arrays.asList(clean.split("(?<=\\G.{" + CARD + "})"));
    }
}
