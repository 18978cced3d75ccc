package cobol;

import java.util.List;

/**
 * A data description entry.
 *
 * @param section FILE, WORKING-STORAGE, LOCAL-STORAGE, LINKAGE ...
 * @param parents names of the groups around it, nearest first
 * @param picture empty for groups and condition names
 * @param values literals of its VALUE clause
 * @param occurs 1 outside tables
 */
public record DataItem(
        int level,
        String name,
        Token at,
        String section,
        List<String> parents,
        String picture,
        List<Token> values,
        int occurs) {
    public static final int CONDITION = 88;

    public DataItem {
        parents = List.copyOf(parents);
        values = List.copyOf(values);
    }

    /** Numeric with decimals or currency digits: an amount, a rate. */
    public boolean hasDecimals() {
        return picture.indexOf('V') >= 0 && picture.indexOf('9') >= 0;
    }
}
