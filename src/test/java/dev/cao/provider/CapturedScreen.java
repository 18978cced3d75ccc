package dev.cao.provider;

import dev.cao.agent.AgentProvider;
import dev.cao.agent.AgentProvider.Sight;
import dev.cao.terminal.Screen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A screen that was captured from a CLI, and what it shows.
 *
 * <pre>
 * src/test/resources/screens/PROVIDER/
 *   expected.txt      NAME WORD, a line for each screen; WORD: idle, working, permission, question, dialog, error, unknown
 *   NAME.txt          the rows, plain
 *   NAME.ansi         the rows with their styles (tmux capture-pane -e); may be missing
 *   NAME.meta         title|…|cursor=COLUMN,ROW|…; may be missing
 * </pre>
 */
record CapturedScreen(AgentProvider provider, String name, String expected, Screen screen) {
    private static final Path ROOT = Path.of("src/test/resources/screens");
    private static final int COLUMNS = 120;

    @Override
    public String toString() {
        return provider.name() + "/" + name;
    }

    /** Returns every screen of every provider that has a folder. */
    static Stream<CapturedScreen> all() {
        return folders().flatMap(CapturedScreen::of);
    }

    static Stream<Path> folders() {
        return list(ROOT).filter(Files::isDirectory);
    }

    static Map<String, String> expected(Path folder) {
        Map<String, String> expected = new TreeMap<>();
        read(folder.resolve("expected.txt")).forEach(line -> {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] words = line.strip().split("\\s+");
                expected.put(words[0], words[1]);
            }
        });
        return expected;
    }

    /** Returns the names of the screens in a folder. */
    static List<String> names(Path folder) {
        return list(folder)
                .map(file -> String.valueOf(file.getFileName()))
                .filter(file -> file.endsWith(".txt") && !file.equals("expected.txt"))
                .map(file -> file.replace(".txt", ""))
                .toList();
    }

    private static Stream<CapturedScreen> of(Path folder) {
        AgentProvider provider =
                AgentProviders.named(String.valueOf(folder.getFileName())).orElseThrow();
        Map<String, String> expected = expected(folder);
        return names(folder).stream()
                .map(name -> new CapturedScreen(
                        provider, name, expected.getOrDefault(name, "not listed"), screen(folder, name)));
    }

    private static Screen screen(Path folder, String name) {
        List<String> plain = read(folder.resolve(name + ".txt")).stream()
                .map(String::stripTrailing)
                .toList();
        Path ansi = folder.resolve(name + ".ansi");
        List<String> styled = Files.exists(ansi) ? read(ansi) : plain;
        int rows = Math.min(plain.size(), styled.size());
        int column = 0;
        int row = 0;
        Path meta = folder.resolve(name + ".meta");
        if (Files.exists(meta)) {
            String[] cursor = read(meta)
                    .getFirst()
                    .replaceFirst(".*\\|cursor=(\\d+,\\d+).*", "$1")
                    .split(",");
            column = Integer.parseInt(cursor[0]);
            row = Integer.parseInt(cursor[1]);
        }
        return new Screen(plain.subList(0, rows), styled.subList(0, rows), COLUMNS, rows, column, row, true);
    }

    /** Returns the word for what the provider sees. */
    static String word(Sight sight) {
        return switch (sight) {
            case Sight.Idle _ -> "idle";
            case Sight.Failed _ -> "error";
            case Sight.Busy _ -> "working";
            case Sight.Dialog dialog -> dialog.on().name().toLowerCase(Locale.ROOT);
            case Sight.Unknown _ -> "unknown";
        };
    }

    /** Tells whether the agent stands ready. */
    boolean isFree() {
        return expected.equals("idle") || expected.equals("error");
    }

    /** The first rows are drawn, the rest is still blank. */
    List<Screen> halfDrawn() {
        List<Screen> halves = new ArrayList<>();
        for (int rows = 0; rows < screen.lines().size(); rows++) {
            List<String> plain = new ArrayList<>(screen.lines().subList(0, rows));
            List<String> styled = new ArrayList<>(screen.styledLines().subList(0, rows));
            while (plain.size() < screen.lines().size()) {
                plain.add("");
                styled.add("");
            }
            halves.add(with(plain, styled, screen.columns()));
        }
        return halves;
    }

    /** The terminal became narrower: rows are cut off at its edge, or broken there. */
    List<Screen> resized() {
        List<Screen> resized = new ArrayList<>();
        for (int columns = 10; columns < screen.columns(); columns += 7) {
            List<String> cut = new ArrayList<>();
            List<String> broken = new ArrayList<>();
            for (String line : screen.lines()) {
                cut.add(line.substring(0, Math.min(columns, line.length())));
                for (int from = 0; from == 0 || from < line.length(); from += columns) {
                    broken.add(line.substring(from, Math.min(from + columns, line.length())));
                }
            }
            resized.add(with(cut, cut, columns));
            List<String> lowest =
                    broken.subList(Math.max(0, broken.size() - screen.lines().size()), broken.size());
            resized.add(with(lowest, lowest, columns));
        }
        return resized;
    }

    /** Something else wrote over some of the rows. */
    List<Screen> garbled() {
        List<Screen> garbled = new ArrayList<>();
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            List<String> plain = new ArrayList<>(screen.lines());
            List<String> styled = new ArrayList<>(screen.styledLines());
            int share = 2 + random.nextInt(6);
            for (int row = 0; row < plain.size(); row++) {
                if (random.nextInt(share) == 0) {
                    StringBuilder noise = new StringBuilder();
                    for (int i = random.nextInt(screen.columns()); i >= 0; i--) {
                        noise.append((char) ('!' + random.nextInt(90)));
                    }
                    plain.set(row, noise.toString());
                    styled.set(row, noise.toString());
                }
            }
            garbled.add(with(plain, styled, screen.columns()));
        }
        return garbled;
    }

    private Screen with(List<String> plain, List<String> styled, int columns) {
        return new Screen(
                plain, styled, columns, plain.size(), screen.cursorColumn(), screen.cursorRow(), screen.alternate());
    }

    private static Stream<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<String> read(Path file) {
        try {
            return Files.readString(file).lines().toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
