package dev.cao.profile;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Optional;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/** Says what a parser found, in words that help the person who wrote the file. */
final class SyntaxProblem {
    private SyntaxProblem() {}

    static Problem of(Source source, Exception failure, boolean json) {
        Optional<MarkedYAMLException> marked = cause(failure, MarkedYAMLException.class);
        if (marked.isPresent()) {
            return yaml(source, marked.get());
        }
        Optional<ReaderException> control = cause(failure, ReaderException.class);
        if (control.isPresent()) {
            int code = control.get().getCodePoint();
            int at = source.text().indexOf(code);
            return source.at(Math.max(0, at), "")
                    .problem("the control character U+%04X is not allowed in YAML; remove it".formatted(code));
        }
        Place place = cause(failure, JsonProcessingException.class)
                .map(JsonProcessingException::getLocation)
                .map(location -> place(source, location))
                .orElse(source.start());
        if (json) {
            return place.problem("is not valid JSON: " + firstLine(failure));
        }
        // The only thing that Jackson's YAML parser refuses by itself.
        return place.problem("a key must be plain text, found a mapping or a list" + braces(line(source, place)));
    }

    private static Problem yaml(Source source, MarkedYAMLException failure) {
        Mark mark = failure.getProblemMark() == null ? failure.getContextMark() : failure.getProblemMark();
        Place place = mark == null ? source.start() : new Place(source, mark.getLine() + 1, mark.getColumn() + 1, "");
        String line = line(source, place);
        if (tabIn(line, place.column())) {
            int column = line.indexOf('\t') + 1;
            return new Place(source, place.line(), column, "")
                    .problem("YAML does not allow tabs for indentation, found one on line " + place.line()
                            + "; use spaces");
        }
        String rest = line.substring(Math.min(
                line.length(),
                line.offsetByCodePoints(0, Math.clamp(place.column() - 1, 0, line.codePointCount(0, line.length())))));
        String hint = braces(line);
        if (rest.startsWith(":")) {
            hint = "; check the indentation, or quote the text that holds `: `";
        } else if (rest.startsWith("|") || rest.startsWith(">")) {
            hint = "; a block of text cannot stand between braces";
        } else if (!rest.isEmpty() && "*@`%&!".indexOf(rest.charAt(0)) >= 0) {
            hint = "; a text that begins with a sign must be quoted";
        }
        return place.problem("is not valid YAML: " + words(String.valueOf(failure.getProblem())) + hint);
    }

    /** The mark stands at the tab, or behind the white space that holds it. */
    private static boolean tabIn(String line, int column) {
        int end = Math.min(line.length(), column);
        return line.substring(0, end).indexOf('\t') >= 0
                && line.substring(0, line.indexOf('\t')).isBlank();
    }

    private static String line(Source source, Place place) {
        return place.line() <= source.lines().size() ? source.lines().get(place.line() - 1) : "";
    }

    private static String braces(String line) {
        return line.contains("{{") ? "; a text that begins with `{{` must be quoted" : "";
    }

    private static Place place(Source source, JsonLocation location) {
        return new Place(source, Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()), "");
    }

    private static String firstLine(Exception failure) {
        String message =
                failure instanceof JsonProcessingException json ? json.getOriginalMessage() : failure.getMessage();
        return words(String.valueOf(message));
    }

    private static String words(String message) {
        String first = message.lines()
                .findFirst()
                .orElse("unknown")
                .replaceFirst(" \\((?:Do|not|for \\w+ starting) .*", "")
                .strip();
        String quoted = Quoted.of(first.replace('`', '\''), 200);
        return quoted.substring(1, quoted.length() - 1);
    }

    private static <T> Optional<T> cause(Throwable failure, Class<T> type) {
        int depth = 0;
        for (Throwable next = failure; next != null && depth++ < 10; next = next.getCause()) {
            if (type.isInstance(next)) {
                return Optional.of(type.cast(next));
            }
        }
        return Optional.empty();
    }
}
