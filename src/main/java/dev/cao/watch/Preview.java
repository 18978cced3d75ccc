package dev.cao.watch;

import java.util.List;

/**
 * What a worker's pane shows, or what there is in its place.
 *
 * @param source in words: what it is
 * @param rows with colours
 */
record Preview(String worker, String source, List<String> rows) {
    static final Preview NONE = new Preview("", "", List.of());

    Preview {
        rows = List.copyOf(rows);
    }
}
