package cobol;

import java.util.List;
import java.util.stream.Stream;

/**
 * A paragraph, or the statements of a section before its first paragraph (then {@code name} is the section's).
 *
 * @param name empty for statements before the first name of the PROCEDURE DIVISION
 * @param section empty outside sections
 */
public record Paragraph(String name, String section, boolean declarative, Token at, List<Statement> body) {
    public Paragraph {
        body = List.copyOf(body);
    }

    public Stream<Statement> statements() {
        return body.stream().flatMap(Statement::all);
    }

    public boolean isSectionHead() {
        return !section.isEmpty() && name.equals(section);
    }

    /** The name for a reader. */
    public String label() {
        return name.isEmpty() ? "(main)" : name;
    }
}
