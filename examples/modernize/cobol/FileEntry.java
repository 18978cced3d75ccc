package cobol;

import java.util.Optional;
import java.util.Set;

/**
 * One SELECT.
 *
 * @param assign the external name, without device prefixes
 * @param organization SEQUENTIAL unless said otherwise
 * @param records record names of its FD
 * @param sort true for a sort file (SD)
 */
public record FileEntry(
        String name,
        Token at,
        String assign,
        String organization,
        Optional<String> status,
        Set<String> records,
        boolean sort) {
    public FileEntry {
        records = Set.copyOf(records);
    }
}
