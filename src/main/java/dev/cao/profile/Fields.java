package dev.cao.profile;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The keys of one mapping, read by the type that is expected of each. Each complaint is made once, at its place. */
final class Fields {
    /** Tells an editor what to check a file with; nothing to us. */
    private static final String EDITORS = "$schema";

    private final Place place;
    private final Map<String, Node.Entry> entries;
    private final boolean readable;
    private final Problems problems;

    private Fields(Place place, Map<String, Node.Entry> entries, boolean readable, Problems problems) {
        this.place = place;
        this.entries = entries;
        this.readable = readable;
        this.problems = problems;
    }

    /** Takes the known keys of the mapping and complains about all others, or about a value that is no mapping. */
    static Fields of(Node node, Keys keys, Problems problems) {
        if (!(node instanceof Node.Mapping mapping)) {
            problems.add(
                    node.place(),
                    "found " + node.found() + ", expected a mapping with the keys of " + keys.what() + ": "
                            + String.join(", ", keys.known()));
            return new Fields(node.place(), Map.of(), false, problems);
        }
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        for (Node.Entry entry : mapping.entries()) {
            if (entry.key().equals(EDITORS) && node.place().field().isEmpty()) {
                continue;
            }
            if (keys.known().contains(entry.key())) {
                entries.put(entry.key(), entry);
            } else if (keys.notYet().contains(entry.key())) {
                problems.add(entry.place(), "is not supported by this version of cao; remove it");
            } else {
                problems.add(
                        entry.place(), "unknown key in " + keys.what() + Suggestion.orAll(entry.key(), keys.known()));
            }
        }
        return new Fields(node.place(), entries, true, problems);
    }

    /** Returns these fields with those of {@code below} where a key is not given here. */
    Fields over(Fields below) {
        Map<String, Node.Entry> all = new LinkedHashMap<>(below.entries);
        all.putAll(entries);
        return new Fields(place, all, readable && below.readable, problems);
    }

    /** Returns these fields without that key. */
    Fields without(String key) {
        Map<String, Node.Entry> others = new LinkedHashMap<>(entries);
        others.remove(key);
        return new Fields(place, others, readable, problems);
    }

    Place place() {
        return place;
    }

    /** Tells whether it was a mapping at all, so that a missing key is worth a complaint. */
    boolean isReadable() {
        return readable;
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    Map<String, Node.Entry> entries() {
        return entries;
    }

    /** Returns the place of the key's value, or of the mapping when the key is missing. */
    Place placeOf(String key) {
        return entry(key).map(entry -> entry.value().place()).orElse(place.field(place.child(key)));
    }

    Optional<Node> node(String key) {
        return entry(key).map(Node.Entry::value);
    }

    /** Complains when the key is missing. */
    Optional<Node> required(String key, String expected) {
        if (!has(key) && readable) {
            problems.add(place.field(place.child(key)), "is missing; expected " + expected);
        }
        return node(key);
    }

    Optional<Node.Scalar> scalar(String key, String expected) {
        return node(key).flatMap(node -> Values.scalar(node, expected, problems));
    }

    Optional<String> text(String key) {
        return scalar(key, "a text").map(Node.Scalar::text);
    }

    Optional<String> requiredText(String key, String expected) {
        return required(key, expected)
                .flatMap(node -> Values.scalar(node, expected, problems))
                .map(Node.Scalar::text);
    }

    /** Complains about numbers out of range. */
    OptionalInt integer(String key, int least, int most) {
        Optional<Node> node = node(key);
        return node.isEmpty() ? OptionalInt.empty() : Values.integer(node.get(), least, most, problems);
    }

    /** A number that may have a fraction, not below zero. */
    Optional<BigDecimal> decimal(String key, int most) {
        return node(key).flatMap(node -> Values.decimal(node, most, problems));
    }

    Optional<Boolean> flag(String key) {
        return node(key).flatMap(node -> Values.flag(node, problems));
    }

    Optional<Duration> duration(String key) {
        return node(key).flatMap(node -> Values.duration(node, problems));
    }

    OptionalLong tokens(String key) {
        Optional<Node> node = node(key);
        return node.isEmpty() ? OptionalLong.empty() : Values.tokens(node.get(), problems);
    }

    Optional<BigDecimal> cost(String key) {
        return node(key).flatMap(node -> Values.cost(node, problems));
    }

    /** One of the words; complains about others. */
    Optional<String> choice(String key, List<String> words) {
        return scalar(key, "one of: " + String.join(", ", words))
                .flatMap(scalar -> Values.choice(scalar, words, problems))
                .map(Node.Scalar::text);
    }

    /** A list of texts; complains when it is empty. */
    List<Node.Scalar> texts(String key, String expected) {
        return node(key).map(node -> Values.texts(node, expected, problems)).orElse(List.of());
    }

    /** A program and its arguments. */
    List<Node.Scalar> argv(String key) {
        return node(key).map(node -> Values.argv(node, problems)).orElse(List.of());
    }

    /** The items of a list of anything. */
    List<Node> items(String key, String expected) {
        Optional<Node> node = node(key);
        if (node.isPresent() && node.get() instanceof Node.Sequence sequence) {
            return sequence.items();
        }
        node.ifPresent(wrong -> problems.add(wrong.place(), "found " + wrong.found() + ", expected " + expected));
        return List.of();
    }

    /** One text, or a list of texts. */
    List<Node.Scalar> oneOrMore(String key, String expected) {
        Optional<Node> node = node(key);
        if (node.isPresent() && !(node.get() instanceof Node.Sequence)) {
            return new ArrayList<>(
                    Values.scalar(node.get(), expected, problems).stream().toList());
        }
        return texts(key, expected);
    }

    private Optional<Node.Entry> entry(String key) {
        return Optional.ofNullable(entries.get(key));
    }
}
