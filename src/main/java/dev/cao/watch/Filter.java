package dev.cao.watch;

import java.util.List;
import java.util.Locale;

/** Chooses what a person wants to see by a text that must occur, in letters of any case. Stateless. */
final class Filter {
    private Filter() {}

    static List<Picture.Row> rows(Picture picture, String filter) {
        return filter.isBlank()
                ? picture.rows()
                : picture.rows().stream()
                        .filter(row -> has(filter, row.name(), row.status(), row.provider(), row.detail(), task(row)))
                        .toList();
    }

    static List<Picture.Event> events(Picture picture, String filter) {
        return filter.isBlank()
                ? picture.events()
                : picture.events().stream()
                        .filter(event ->
                                has(filter, event.line().subject(), event.line().text()))
                        .toList();
    }

    static List<Picture.Branch> tree(Picture picture, String filter) {
        return filter.isBlank()
                ? picture.tree()
                : picture.tree().stream()
                        .filter(branch -> has(filter, branch.worker(), branch.task(), branch.state(), branch.text()))
                        .toList();
    }

    private static String task(Picture.Row row) {
        return row.task().map(task -> task.id() + " " + task.state()).orElse("");
    }

    private static boolean has(String filter, String... texts) {
        String wanted = filter.strip().toLowerCase(Locale.ROOT);
        for (String text : texts) {
            if (text.toLowerCase(Locale.ROOT).contains(wanted)) {
                return true;
            }
        }
        return false;
    }
}
