package dev.cao.agent;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Order of version numbers: number by number; what follows the numbers does not count. */
final class Versions {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    private Versions() {}

    static boolean isNewer(String version, String than) {
        Matcher left = NUMBER.matcher(version);
        Matcher right = NUMBER.matcher(than);
        while (left.find()) {
            int other = right.find() ? Integer.parseInt(right.group()) : 0;
            int own = Integer.parseInt(left.group());
            if (own != other) {
                return own > other;
            }
        }
        return false;
    }
}
