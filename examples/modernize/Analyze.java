import cobol.NothingToAnalyse;
import cobol.SourceTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import report.Architect;
import report.Design;
import report.Performance;
import report.Security;
import report.Testability;

/**
 * Answers one task about a COBOL tree: {@code Analyze ROLE [DIR]}, task text on stdin, Markdown on stdout.
 *
 * <p>Exit codes: 0 answered, 1 failed, 2 wrong use or no COBOL in the tree. The same tree gives the same bytes.
 */
final class Analyze {
    private enum Role {
        ARCHITECT,
        SECURITY,
        PERFORMANCE,
        TEST
    }

    private Analyze() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    private static int run(String[] args) {
        if (args.length < 1 || args.length > 2) {
            return usage("one role and at most one folder are expected, not " + args.length + " arguments");
        }
        Role role;
        try {
            role = Role.valueOf(args[0].toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return usage("'" + args[0] + "' is no role");
        }
        try {
            String task = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
            SourceTree tree = SourceTree.read(Path.of(args.length == 2 ? args[1] : "."));
            System.out.print(answer(role, tree, Design.in(task)));
            System.out.flush();
            return System.out.checkError() ? 1 : 0;
        } catch (NothingToAnalyse e) {
            System.err.println("analyze: " + e.getMessage());
            return 2;
        } catch (IOException | UncheckedIOException e) {
            System.err.println("analyze: cannot read the tree: " + e.getMessage());
            return 1;
        }
    }

    private static String answer(Role role, SourceTree tree, Design design) {
        return switch (role) {
            case ARCHITECT -> new Architect(tree).answer();
            case SECURITY -> new Security(tree, design).answer();
            case PERFORMANCE -> new Performance(tree, design).answer();
            case TEST -> new Testability(tree, design).answer();
        };
    }

    private static int usage(String what) {
        System.err.println("analyze: " + what + ". Usage: analyze architect|security|performance|test [DIR]");
        return 2;
    }
}
