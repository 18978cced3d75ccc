package dev.cao;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of the house that a compiler does not check. CONTRIBUTING.md says what they are for. */
final class LayeringTest {
    private static final String ROOT = "dev.cao.";
    private static final int MAX_FILE_LINES = 400;
    private static final int MAX_METHOD_LINES = 50;

    /** Who may name whom. Arrows point down only; packages on one line do not see each other. */
    static final Map<String, Set<String>> MAY_SEE = Map.ofEntries(
            Map.entry(
                    "cli",
                    Set.of(
                            "watch",
                            "doctor",
                            "report",
                            "run",
                            "mcp",
                            "standin",
                            "supervisor",
                            "control",
                            "provider",
                            "agent",
                            "terminal",
                            "store",
                            "profile",
                            "tool",
                            "domain",
                            "io")),
            Map.entry("watch", Set.of("report", "run", "control", "terminal", "store", "domain", "io")),
            Map.entry("doctor", Set.of("run", "provider", "agent", "terminal", "domain", "io")),
            Map.entry("report", Set.of("run", "store", "profile", "domain", "io")),
            Map.entry(
                    "run",
                    Set.of(
                            "supervisor",
                            "control",
                            "provider",
                            "agent",
                            "terminal",
                            "store",
                            "profile",
                            "tool",
                            "domain",
                            "io")),
            Map.entry("mcp", Set.of("control", "tool", "domain", "io")),
            Map.entry("supervisor", Set.of("agent", "terminal", "profile", "tool", "domain", "io")),
            Map.entry("control", Set.of("tool", "domain", "io")),
            Map.entry("provider", Set.of("agent", "terminal", "store", "profile", "tool", "domain", "io")),
            Map.entry("agent", Set.of("terminal", "profile", "tool", "domain", "io")),
            Map.entry("terminal", Set.of("domain", "io")),
            Map.entry("store", Set.of("domain", "io")),
            Map.entry("profile", Set.of("domain", "io")),
            Map.entry("tool", Set.of("domain", "io")),
            Map.entry("standin", Set.of("domain", "io")),
            Map.entry("domain", Set.of()),
            Map.entry("io", Set.of()));

    /** Names that only some packages may use: a prefix of the class name, and who. */
    private static final Map<String, Set<String>> ONLY_IN = Map.of(
            "picocli.", Set.of("cli"),
            "org.commonmark.", Set.of("report"),
            "org.jline.", Set.of("watch"),
            "software.amazon.", Set.of("supervisor"),
            "java.sql.", Set.of("store"),
            "org.sqlite.", Set.of("store"),
            "org.yaml.", Set.of("profile"),
            "com.fasterxml.jackson.dataformat.yaml.", Set.of("profile", "standin"),
            "java.lang.ProcessBuilder", Set.of("io", "terminal"));

    private static final Pattern EMPTY_NAME = Pattern.compile("(Utils?|Helper|Manager|Impl)(\\$.*)?$");

    private static final Path PROJECT = Path.of(System.getProperty("cao.test.root", ""));
    private static final List<CompiledClass> CLASSES = CompiledClass.under(PROJECT.resolve("target/classes"));

    @Test
    void packagesSeeOnlyWhatTheTableAllows() {
        List<String> wrong = new ArrayList<>();
        for (CompiledClass type : CLASSES) {
            String from = layer(type.name());
            for (String named : type.namedClasses()) {
                if (named.startsWith(ROOT) && !layer(named).equals(from) && !maySee(from, layer(named))) {
                    wrong.add(type.name() + " names " + named);
                }
            }
        }
        assertThat(wrong)
                .as("Move the class down, or hand the upper package in as an interface; the table is MAY_SEE above")
                .isEmpty();
    }

    @Test
    void anAgentCliIsKnownInItsOwnPackageOnly() {
        List<String> wrong = new ArrayList<>();
        for (CompiledClass type : CLASSES) {
            for (String named : type.namedClasses()) {
                boolean ofOneCli = named.startsWith(ROOT + "provider.")
                        && !packageOf(named).equals(ROOT + "provider");
                boolean mayNameIt = type.packageName().equals(packageOf(named))
                        || type.name().equals(ROOT + "provider.AgentProviders");
                if (ofOneCli && !mayNameIt) {
                    wrong.add(type.name() + " names " + named);
                }
            }
        }
        assertThat(wrong)
                .as("Reach a provider by AgentProviders; what two of them share belongs to the package agent")
                .isEmpty();
    }

    private static String packageOf(String className) {
        return className.substring(0, className.lastIndexOf('.'));
    }

    @Test
    void foreignLibrariesStayWhereTheyBelong() {
        List<String> wrong = new ArrayList<>();
        for (CompiledClass type : CLASSES) {
            for (String named : type.namedClasses()) {
                ONLY_IN.forEach((prefix, packages) -> {
                    if (named.startsWith(prefix) && !packages.contains(layer(type.name()))) {
                        wrong.add(type.name() + " names " + named + ", which belongs to " + packages);
                    }
                });
            }
        }
        assertThat(wrong)
                .as("Put a small class of our own around it, in the package it belongs to")
                .isEmpty();
    }

    @Test
    void domainKnowsOnlyTheJavaLanguage() {
        List<String> wrong = CLASSES.stream()
                .filter(type -> layer(type.name()).equals("domain"))
                .flatMap(type -> type.namedClasses().stream()
                        .filter(named -> !named.startsWith("java.") && !named.startsWith(ROOT + "domain."))
                        .filter(named -> !named.startsWith("org.jspecify."))
                        .map(named -> type.name() + " names " + named))
                .toList();
        assertThat(wrong).as("Values of domain are plain Java").isEmpty();
    }

    @Test
    void everyPackageIsNullMarkedAndSaysWhatItIsFor() {
        Set<String> packages = new TreeSet<>();
        Set<String> marked = new TreeSet<>();
        for (CompiledClass type : CLASSES) {
            packages.add(type.packageName());
            if (type.isPackageInfo() && type.hasAnnotation("org.jspecify.annotations.NullMarked")) {
                marked.add(type.packageName());
            }
        }
        assertThat(marked)
                .as("Add a package-info.java with one sentence and @NullMarked")
                .containsAll(packages);
    }

    @Test
    void classNamesSayWhatTheClassIs() {
        List<String> wrong = CLASSES.stream()
                .map(CompiledClass::name)
                .filter(name -> EMPTY_NAME.matcher(name).find())
                .toList();
        assertThat(wrong)
                .as("Name it after the thing it is, not Util, Helper, Manager or Impl")
                .isEmpty();
    }

    @Test
    void filesAreShort() throws IOException {
        List<String> wrong = new ArrayList<>();
        try (Stream<Path> files = Files.walk(PROJECT.resolve("src"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                int lines = Files.readAllLines(file).size();
                if (lines > MAX_FILE_LINES) {
                    wrong.add(PROJECT.relativize(file) + " has " + lines + " lines");
                }
            }
        }
        assertThat(wrong)
                .as("Not more than " + MAX_FILE_LINES + " lines a file: find the second class in it")
                .isEmpty();
    }

    @Test
    void methodsAreShort() {
        List<String> wrong = new ArrayList<>();
        for (CompiledClass type : CLASSES) {
            type.methodLines().forEach((method, lines) -> {
                if (lines > MAX_METHOD_LINES) {
                    wrong.add(type.name() + "." + method + " has " + lines + " lines");
                }
            });
        }
        assertThat(wrong)
                .as("Not more than " + MAX_METHOD_LINES + " lines a method: name its steps")
                .isEmpty();
    }

    private static boolean maySee(String from, String to) {
        return MAY_SEE.getOrDefault(from, Set.of()).contains(to);
    }

    /** {@code dev.cao.cli.print.Table} is in layer {@code cli}. */
    private static String layer(String className) {
        String rest = className.startsWith(ROOT) ? className.substring(ROOT.length()) : className;
        int dot = rest.indexOf('.');
        return dot < 0 ? "" : rest.substring(0, dot);
    }
}
