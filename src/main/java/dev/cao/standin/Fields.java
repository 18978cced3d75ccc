package dev.cao.standin;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One object of a script while it is read. Collects what is wrong with it, each with the path of the field; a wrong field
 * reads as its default. Used once, by one thread.
 */
final class Fields {
    private final String path;
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();
    private final Set<String> read = new HashSet<>();
    private final List<String> errors;

    Fields(String path, @Nullable Object value, List<String> errors) {
        this.path = path;
        this.errors = errors;
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, field) -> values.put(String.valueOf(key), field));
        } else {
            errors.add(path + ": an object is expected");
        }
    }

    String path() {
        return path;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** Returns the names that are there. */
    Set<String> names() {
        return values.keySet();
    }

    @Nullable
    Object value(String name) {
        read.add(name);
        return values.get(name);
    }

    String text(String name, String otherwise) {
        Object value = value(name);
        if (value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        return value instanceof String text ? text : wrong(name, value, "a text", otherwise);
    }

    long number(String name, long otherwise) {
        Object value = value(name);
        boolean whole = value instanceof Long || value instanceof Integer;
        if (whole && value instanceof Number number && number.longValue() >= 0) {
            return number.longValue();
        }
        return wrong(name, value, "a whole number from 0", otherwise);
    }

    boolean flag(String name) {
        Object value = value(name);
        return value instanceof Boolean flag ? flag : wrong(name, value, "true or false", false);
    }

    String choice(String name, String otherwise, List<String> allowed) {
        String text = text(name, otherwise);
        if (!allowed.contains(text)) {
            errors.add(path + "." + name + ": one of " + String.join(", ", allowed) + " is expected");
            return otherwise;
        }
        return text;
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (Object item : items(name)) {
            texts.add(String.valueOf(item));
        }
        return texts;
    }

    List<Integer> counts(String name) {
        List<Integer> counts = new ArrayList<>();
        for (Object item : items(name)) {
            if (item instanceof Number number) {
                counts.add(number.intValue());
            } else {
                errors.add(path + "." + name + ": whole numbers from 1 are expected");
            }
        }
        return counts;
    }

    /** Returns the object of this name; an empty one if it is not there. */
    Fields child(String name) {
        Object value = value(name);
        return new Fields(path + "." + name, value == null ? Map.of() : value, errors);
    }

    List<Fields> children(String name) {
        List<Fields> children = new ArrayList<>();
        List<?> items = items(name);
        for (int i = 0; i < items.size(); i++) {
            children.add(new Fields(path + "." + name + "[" + i + "]", items.get(i), errors));
        }
        return children;
    }

    /** All that may stand here was read: the rest is not known. */
    void end() {
        for (String name : values.keySet()) {
            if (!read.contains(name)) {
                errors.add(path + "." + name + ": is not known here");
            }
        }
    }

    void wrong(String what) {
        errors.add(path + ": " + what);
    }

    private List<?> items(String name) {
        Object value = value(name);
        return value instanceof List<?> list ? list : wrong(name, value, "a list", List.of());
    }

    private <T> T wrong(String name, @Nullable Object value, String expected, T otherwise) {
        if (value != null) {
            errors.add(path + "." + name + ": " + expected + " is expected");
        }
        return otherwise;
    }
}
