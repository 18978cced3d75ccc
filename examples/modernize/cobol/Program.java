package cobol;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One program, nested or not.
 *
 * @param outer the program around it
 * @param byName the data items by their name
 * @param copies of the whole file, given to its first program only
 * @param sqlDeclarations EXEC SQL of the DATA DIVISION: cursors, tables
 * @param using parameters of the PROCEDURE DIVISION
 */
public record Program(
        String name,
        Token at,
        Optional<String> outer,
        List<Copy> copies,
        List<FileEntry> files,
        List<DataItem> data,
        Map<String, List<DataItem>> byName,
        List<Statement> sqlDeclarations,
        List<String> using,
        List<Paragraph> paragraphs) {
    public Program {
        copies = List.copyOf(copies);
        files = List.copyOf(files);
        data = List.copyOf(data);
        byName = Map.copyOf(byName);
        sqlDeclarations = List.copyOf(sqlDeclarations);
        using = List.copyOf(using);
        paragraphs = List.copyOf(paragraphs);
    }

    public SourceFile file() {
        return at.file();
    }

    /** Every statement of the PROCEDURE DIVISION in the order of the text. */
    public Stream<Statement> statements() {
        return paragraphs.stream().flatMap(Paragraph::statements);
    }

    /** All EXEC blocks, those of the DATA DIVISION first. */
    public Stream<Statement> execs() {
        return Stream.concat(sqlDeclarations.stream(), statements())
                .filter(statement -> statement.exec().isPresent());
    }

    /** A data item and the condition names (88) under it: testing any of them tests the item. */
    public Set<String> testersOf(String item) {
        Set<String> names = new HashSet<>(Set.of(item));
        data.stream()
                .filter(entry -> entry.parents().contains(item) && entry.level() == DataItem.CONDITION
                        || entry.name().equals(item))
                .forEach(entry -> {
                    names.add(entry.name());
                    names.addAll(entry.parents());
                });
        data.stream()
                .filter(entry ->
                        !entry.parents().isEmpty() && entry.parents().getFirst().equals(item))
                .forEach(entry -> names.add(entry.name()));
        return names;
    }

    public List<DataItem> items(String itemName) {
        return byName.getOrDefault(itemName, List.of());
    }
}
