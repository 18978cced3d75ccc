package dev.cao.watch;

import dev.cao.report.Elapsed;
import java.time.Duration;
import java.util.List;

/** Who asked whom. */
final class TreePanel {
    private TreePanel() {}

    static List<Line> lines(Scene scene, int width, int rows) {
        List<Picture.Branch> tree = Filter.tree(scene.picture(), scene.look().filter());
        return Scrolled.lines(
                scene, Panel.TREE, "who asked whom", tree, width, rows, branch -> line(scene, branch, width));
    }

    private static Line line(Scene scene, Picture.Branch branch, int width) {
        Line line = new Line(width).add(Style.DIM, branch.branches(), width / 2);
        if (branch.task().isEmpty()) {
            return line.add(Style.BOLD, branch.worker());
        }
        String time =
                Elapsed.shown(Duration.between(branch.from(), branch.until().orElse(scene.now())));
        return line.add(Style.PLAIN, branch.task() + " " + branch.worker() + " ", width * 2 / 3)
                .add(Style.ofState(branch.state()), branch.state())
                .add(Style.DIM, " " + time + " " + branch.text());
    }
}
