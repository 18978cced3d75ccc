package dev.cao;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.domain.RunEvent;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tables and links of the pages for people: what they say of the code is so. */
final class DocsTest {
    private static final Path PROJECT = Path.of(System.getProperty("cao.test.root", ""));
    private static final Pattern WORD = Pattern.compile("(?<!`)`([^`\n]+)`(?!`)");

    /** {@code | `cli` | sentence | `run` `mcp` |}. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[^|]+`) \\| ([^|]*) \\| ([^|]*?) ?\\|$");

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:\\s]*)(#[^)\\s]+)?\\)");

    /** Homes of accounts, temp folders of tests, and what else a page copied from one machine would show. */
    private static final Pattern MACHINE =
            Pattern.compile("/work/|/tmp/(?!cao-)|/root\\b|/home/(?!you/)|/Users/|/usr/lib/jvm/[a-z]");

    @Test
    void packagesOfTheDocsAreThoseOfTheLayers() throws IOException {
        Map<String, Set<String>> rows = new TreeMap<>();
        for (MatchResult row : rowsBelow("docs/architecture.md", "| package | is for | may see |")) {
            String name = words(row.group(1)).getFirst();
            rows.put(name, new TreeSet<>(words(row.group(3))));
            assertThat(Files.readString(PROJECT.resolve("src/main/java/dev/cao/" + name + "/package-info.java")))
                    .as("the sentence on package %s in docs/architecture.md is that of its package-info", name)
                    .contains("/** " + row.group(2) + " */");
        }
        assertThat(rows)
                .as("the table of packages in docs/architecture.md is LayeringTest.MAY_SEE")
                .isEqualTo(new TreeMap<>(LayeringTest.MAY_SEE));
    }

    @Test
    void eventsOfTheDocsAreThoseOfTheJournal() throws IOException {
        Map<String, List<String>> rows = new TreeMap<>();
        for (MatchResult row : rowsBelow("docs/architecture.md", "| type | fields | recorded |")) {
            rows.put(words(row.group(1)).getFirst(), words(row.group(2)));
        }
        assertThat(rows)
                .as("the table of events in docs/architecture.md has each record of RunEvent with its fields")
                .isEqualTo(events());
    }

    private static Map<String, List<String>> events() {
        Map<String, List<String>> events = new TreeMap<>();
        for (Class<?> group : RunEvent.class.getPermittedSubclasses()) {
            for (Class<?> event : group.getPermittedSubclasses()) {
                String type = event.getSimpleName()
                        .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                        .toLowerCase(Locale.ROOT);
                events.put(
                        type,
                        Arrays.stream(event.getRecordComponents())
                                .map(RecordComponent::getName)
                                .toList());
            }
        }
        return events;
    }

    @Test
    void threadsOfTheDocsAreThoseOfTheCode() throws IOException {
        Set<String> started = new TreeSet<>();
        Pattern names = Pattern.compile("\\.name\\(\"([a-z-]+)\"|background\\(\"([a-z-]+)\"");
        for (Path file : sources()) {
            if (!file.toString().contains("/standin/")) {
                names.matcher(Files.readString(file))
                        .results()
                        .map(found -> found.group(1) != null ? found.group(1) : found.group(2))
                        .forEach(started::add);
            }
        }
        List<String> told = new ArrayList<>();
        for (MatchResult row : rowsBelow("docs/architecture.md", "| thread | owns |")) {
            words(row.group(1)).forEach(name -> told.add(name.replaceAll("NAME|PID|…", "")));
        }
        assertThat(started)
                .as("threads that are started, of which the table in docs/architecture.md has %s", told)
                .allMatch(name -> told.stream().anyMatch(prefix -> name.startsWith(prefix)));
    }

    @Test
    void classesOfTheDocsExist() throws IOException {
        Set<String> known = new TreeSet<>();
        for (Path file : sources()) {
            known.add(String.valueOf(file.getFileName()).replace(".java", ""));
        }
        try (Stream<Path> tests = Files.walk(PROJECT.resolve("src/test/java"))) {
            tests.forEach(file -> known.add(String.valueOf(file.getFileName()).replace(".java", "")));
        }
        Set<String> named = WORD.matcher(page("docs/architecture.md"))
                .results()
                .map(found -> found.group(1))
                .filter(word -> word.matches("([A-Z][a-z]+)+(\\.[a-zA-Z]+)?"))
                .map(word -> word.replaceAll("\\..*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named).hasSizeGreaterThan(20);
        assertThat(known).as("classes that docs/architecture.md names").containsAll(minus(named, "Wake", "Signal"));
    }

    @Test
    void linksLeadSomewhere() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path page : pages()) {
            for (MatchResult link :
                    LINK.matcher(Files.readString(page)).results().toList()) {
                Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
                if (!Files.exists(target) || !hasHeading(target, link.group(2))) {
                    wrong.add(PROJECT.relativize(page) + ": " + link.group());
                }
            }
        }
        assertThat(wrong).as("links to files or headings that are not there").isEmpty();
    }

    private static boolean hasHeading(Path page, @org.jspecify.annotations.Nullable String anchor) throws IOException {
        return anchor == null
                || Files.readAllLines(page).stream()
                        .filter(line -> line.startsWith("#"))
                        .map(line -> line.replaceFirst("#+ ", "")
                                .toLowerCase(Locale.ROOT)
                                .replaceAll("[^a-z0-9 -]", "")
                                .replace(' ', '-'))
                        .anyMatch(heading -> anchor.equals("#" + heading));
    }

    @Test
    void noPageShowsTheMachineThatItWasWrittenOn() throws IOException {
        for (Path page : pages()) {
            assertThat(MACHINE.matcher(Files.readString(page)).results().map(MatchResult::group))
                    .as("paths of one machine in %s", PROJECT.relativize(page))
                    .isEmpty();
        }
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (Path folder : List.of(PROJECT, PROJECT.resolve("docs"))) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
            }
        }
        assertThat(pages).hasSizeGreaterThan(5);
        return pages;
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(PROJECT.resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static String page(String name) throws IOException {
        return Files.readString(PROJECT.resolve(name));
    }

    /** Returns the rows of the table with that heading. */
    private static List<MatchResult> rowsBelow(String page, String heading) throws IOException {
        String text = page(page);
        assertThat(text).as("a table in %s", page).contains(heading);
        String table = text.substring(text.indexOf(heading)).split("\n\n", 2)[0];
        Pattern rows = heading.chars().filter(c -> c == '|').count() == 3
                ? Pattern.compile("(?m)^\\| (`[^|]+`) \\| ([^|]*) \\|$")
                : ROW;
        List<MatchResult> found = rows.matcher(table).results().toList();
        assertThat(found)
                .as("rows of the table %s", heading)
                .hasSize((int) table.lines().count() - 2);
        return found;
    }

    private static List<String> words(String cell) {
        return WORD.matcher(cell).results().map(found -> found.group(1)).toList();
    }

    private static Set<String> minus(Set<String> words, String... others) {
        Set<String> rest = new TreeSet<>(words);
        rest.removeAll(List.of(others));
        return rest;
    }
}
