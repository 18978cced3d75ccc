package cobol;

import java.util.List;

/**
 * One text file of the tree.
 *
 * @param path relative to the tree, with {@code /}
 * @param text the physical lines, tabs and all
 */
public record SourceFile(String path, Kind kind, List<String> text) implements Comparable<SourceFile> {
    /** What a file is, by its extension, or by its text where the extension says nothing. */
    public enum Kind {
        PROGRAM,
        COPYBOOK,
        JCL,
        MAP,
        OTHER
    }

    public SourceFile {
        text = List.copyOf(text);
    }

    /** File name without folder and extension, upper case: the name COPY uses. */
    public String member() {
        String name = path.substring(path.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        return (dot > 0 ? name.substring(0, dot) : name).toUpperCase(java.util.Locale.ROOT);
    }

    @Override
    public int compareTo(SourceFile other) {
        return path.compareTo(other.path);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SourceFile file && path.equals(file.path);
    }

    @Override
    public int hashCode() {
        return path.hashCode();
    }
}
