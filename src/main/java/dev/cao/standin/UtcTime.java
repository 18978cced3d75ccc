package dev.cao.standin;

/** Times of events: {@code 2026-11-23T08:07:24.123Z}. Written by hand: java.time.format is slow to start. */
final class UtcTime {
    private UtcTime() {}

    /** Returns RFC 3339, UTC, milliseconds. */
    static String format(long epochMillis) {
        long days = Math.floorDiv(epochMillis, 86_400_000L);
        int inDay = (int) Math.floorMod(epochMillis, 86_400_000L);
        // Civil calendar from days since 1970-01-01: years begin in March, eras last 400 years (146097 days).
        long shifted = days + 719_468;
        long era = Math.floorDiv(shifted, 146_097L);
        long dayOfEra = shifted - era * 146_097;
        long yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long monthFromMarch = (5 * dayOfYear + 2) / 153;
        long day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
        long month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        StringBuilder out = new StringBuilder(24);
        digits(out, year, 4).append('-');
        digits(out, month, 2).append('-');
        digits(out, day, 2).append('T');
        digits(out, inDay / 3_600_000, 2).append(':');
        digits(out, inDay / 60_000 % 60, 2).append(':');
        digits(out, inDay / 1_000 % 60, 2).append('.');
        return digits(out, inDay % 1_000, 3).append('Z').toString();
    }

    private static StringBuilder digits(StringBuilder out, long number, int width) {
        String text = Long.toString(number);
        for (int i = text.length(); i < width; i++) {
            out.append('0');
        }
        return out.append(text);
    }
}
