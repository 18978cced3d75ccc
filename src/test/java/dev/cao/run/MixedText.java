package dev.cao.run;

import java.util.List;
import java.util.Random;

/** Texts as people and supervisors write them, each with a number by which it is found again. */
final class MixedText {
    private static final List<String> BEGINNINGS = List.of("", "/", "!", "@", "#", "?", "$HOME ", "- ", "> ", "\"");
    private static final List<String> WORDS = List.of(
            "plan",
            "COBOL",
            "naïve",
            "漢字",
            "👩‍👩‍👧",
            "`code`",
            "$PATH",
            "\"quoted\"",
            "it's",
            "a|b",
            "100%",
            "~/x",
            "<tag>",
            "\\n",
            "@src",
            "&&");

    private MixedText() {}

    /** Returns the mark that only the text of this number holds. */
    static String mark(int number) {
        return "[delivery-%04d]".formatted(number);
    }

    /** Kinds take turns: a line, some lines, a page with indentation, one long line, one that goes by file. */
    static String of(int number, Random random) {
        String beginning = BEGINNINGS.get(random.nextInt(BEGINNINGS.size()));
        String text = switch (number % 5) {
            case 0 -> words(random, 3 + random.nextInt(12));
            case 1 -> lines(random, 2 + random.nextInt(6), "");
            case 2 -> lines(random, 20 + random.nextInt(30), "    ");
            case 3 -> words(random, 250 + random.nextInt(250));
            default -> lines(random, 350, "\t");
        };
        return beginning + mark(number) + " " + text + " end";
    }

    private static String lines(Random random, int number, String indentation) {
        StringBuilder text = new StringBuilder(words(random, 4));
        for (int i = 1; i < number; i++) {
            text.append('\n').append(i % 3 == 0 ? indentation : "").append(i % 7 == 0 ? "" : words(random, 5));
        }
        return text.append("\n-").toString();
    }

    private static String words(Random random, int number) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < number; i++) {
            text.append(i == 0 ? "" : " ").append(WORDS.get(random.nextInt(WORDS.size())));
        }
        return text.toString();
    }
}
