package cobol;

import java.util.Optional;

/** One COPY or EXEC SQL INCLUDE: the name as asked for, where, and the file it means if the tree has one. */
public record Copy(String name, Token at, Optional<SourceFile> file) {}
