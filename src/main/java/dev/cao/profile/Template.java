package dev.cao.profile;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Text with names to be replaced, taken apart once, so that braces inside a value stay text. */
public record Template(List<Part> parts) {
    public Template {
        parts = List.copyOf(parts);
    }

    /** A piece of a template. */
    public sealed interface Part {
        record Text(String text) implements Part {}

        record Name(String name) implements Part {}
    }

    /** Returns the names that must be given to {@link #fill}, in the order of their first use. */
    public Set<String> names() {
        return parts.stream()
                .filter(Part.Name.class::isInstance)
                .map(part -> ((Part.Name) part).name())
                .collect(Collectors.collectingAndThen(
                        Collectors.toCollection(LinkedHashSet::new), Collections::unmodifiableSet));
    }

    /** @throws IllegalArgumentException if a name has no value: the reader has checked that none is unknown */
    public String fill(Map<String, String> values) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Part.Text(String plain) -> text.append(plain);
                case Part.Name(String name) -> {
                    String value = values.get(name);
                    if (value == null) {
                        throw new IllegalArgumentException("no value for {{" + name + "}}");
                    }
                    text.append(value);
                }
            }
        }
        return text.toString();
    }
}
