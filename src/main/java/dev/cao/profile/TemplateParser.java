package dev.cao.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes a template apart. {@code {{name}}} is a name (blanks inside the braces are allowed), {@code \{{} is two braces
 * that stay text, everything else is text.
 */
final class TemplateParser {
    private static final Pattern TOKEN = Pattern.compile("\\\\\\{\\{|\\{\\{");
    private static final Pattern NAME = Pattern.compile("\\{\\{[ \\t]*([A-Za-z0-9][A-Za-z0-9_-]*)[ \\t]*}}");

    private TemplateParser() {}

    /** @param from the offset of its first brace */
    record Reference(String name, int from, int to) {}

    record Mistake(String message, int from, int to) {}

    /** The template leaves out what is mistaken. */
    record Parsed(Template template, List<Reference> references, List<Mistake> mistakes) {}

    static Parsed parse(String text) {
        List<Template.Part> parts = new ArrayList<>();
        List<Reference> references = new ArrayList<>();
        List<Mistake> mistakes = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        Matcher token = TOKEN.matcher(text);
        Matcher name = NAME.matcher(text);
        int done = 0;
        while (token.find(done)) {
            plain.append(text, done, token.start());
            done = token.end();
            if (token.group().startsWith("\\")) {
                plain.append("{{");
            } else if (name.region(token.start(), text.length()).lookingAt()) {
                if (!plain.isEmpty()) {
                    parts.add(new Template.Part.Text(plain.toString()));
                    plain.setLength(0);
                }
                parts.add(new Template.Part.Name(name.group(1)));
                references.add(new Reference(name.group(1), name.start(), name.end()));
                done = name.end();
            } else {
                mistakes.add(new Mistake(
                        "`{{` is not followed by a name and `}}`; write `\\{{` for braces that stay text",
                        token.start(),
                        token.end()));
            }
        }
        plain.append(text, done, text.length());
        if (!plain.isEmpty()) {
            parts.add(new Template.Part.Text(plain.toString()));
        }
        return new Parsed(new Template(parts), references, mistakes);
    }
}
