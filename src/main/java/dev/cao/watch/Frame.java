package dev.cao.watch;

import dev.cao.io.Tty;
import java.util.ArrayList;
import java.util.List;

/**
 * The whole screen as lines, a pure function of the scene:
 *
 * <pre>
 *  modernize-7f3  running 4m12s  1 open, 3 done  12.4k tokens  $0.42          live
 * Create a modernization plan · /home/ann/bank
 * panels
 * what a key brought, or what the person types
 * a attach  s send  i interrupt  r answer  x stop  / filter  ? help  q quit
 * </pre>
 */
final class Frame {
    static final Tty.Size LEAST = new Tty.Size(24, 80);
    private static final int AROUND = 4;

    private Frame() {}

    /** Returns as many lines as the terminal has rows, each ready to be written. */
    static List<String> of(Scene scene, boolean colour) {
        List<Line> lines = fits(scene.size()) ? whole(scene) : tooSmall(scene.size());
        return lines.stream().map(line -> line.render(colour)).toList();
    }

    private static boolean fits(Tty.Size size) {
        return size.rows() >= LEAST.rows() && size.columns() >= LEAST.columns();
    }

    private static List<Line> whole(Scene scene) {
        int width = scene.size().columns();
        List<Line> lines = new ArrayList<>(Margins.head(scene, width));
        int room = scene.size().rows() - AROUND;
        lines.addAll(scene.look().help() ? HelpPage.lines(width, room) : Body.lines(scene, width, room));
        lines.addAll(Margins.foot(scene, width));
        return lines;
    }

    private static List<Line> tooSmall(Tty.Size size) {
        List<Line> lines = new ArrayList<>();
        List<String> words = List.of(
                "This needs a terminal of 80 columns and 24 rows;",
                "this one has %d and %d.".formatted(size.columns(), size.rows()),
                "Make it larger, or leave with q: 'cao status' needs less.");
        for (int row = 0; row < size.rows(); row++) {
            Line line = new Line(size.columns());
            lines.add(row < words.size() ? line.add(Style.PLAIN, words.get(row)) : line);
        }
        return lines;
    }
}
