package dev.cao.profile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Makes a tree of located values from the tokens of a YAML or JSON parser. Depth and size are bounded, aliases
 * included, so no file takes long. Not thread-safe: one file, one reader.
 */
final class TreeReader {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_NODES = 20_000;
    private static final YAMLFactory YAML = YAMLFactory.builder()
            .loaderOptions(loaderOptions())
            .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
            .build();
    private static final JsonFactory JSON = new JsonFactory();

    private final Source source;
    private final JsonParser parser;
    private final Problems problems;
    private final Map<String, Anchored> anchors = new HashMap<>();
    private int nodes;

    private TreeReader(Source source, JsonParser parser, Problems problems) {
        this.source = source;
        this.parser = parser;
        this.problems = problems;
    }

    /** @param size how many values it is made of, aliases in it counted in full */
    private record Anchored(Node node, int size) {}

    /** Ends the reading: what follows cannot be understood. */
    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Place place;

        Refusal(Place place, String message) {
            super(message, null, false, false);
            this.place = place;
        }
    }

    /** Returns the root; empty after a complaint. A file whose name ends in {@code .json} is read as strict JSON. */
    static Optional<Node> read(Source source, Problems problems) {
        return read(source, source.text(), problems);
    }

    /** @param text the beginning of the source, where only that is to be read */
    static Optional<Node> read(Source source, String text, Problems problems) {
        boolean json = source.shown().endsWith(".json");
        try (JsonParser parser = (json ? JSON : YAML).createParser(new StringReader(text))) {
            return Optional.of(new TreeReader(source, parser, problems).document());
        } catch (Refusal e) {
            problems.add(e.place, String.valueOf(e.getMessage()));
        } catch (IOException | YAMLException e) {
            Problem problem = SyntaxProblem.of(source, e, json);
            problems.add(new Place(source, problem.line(), problem.column(), ""), problem.message());
        }
        return Optional.empty();
    }

    private static LoaderOptions loaderOptions() {
        var options = new LoaderOptions();
        options.setCodePointLimit(SourceFile.MAX_BYTES + 1);
        options.setNestingDepthLimit(MAX_DEPTH * 2);
        options.setMaxAliasesForCollections(0);
        return options;
    }

    private Node document() throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw new Refusal(source.start(), "is empty; expected a mapping such as `name: modernize`");
        }
        Node root = node(first, "", 0);
        if (parser.nextToken() != null) {
            throw new Refusal(here(""), "a second document begins here; a profile is one document");
        }
        return root;
    }

    private Node node(JsonToken token, String path, int depth) throws IOException {
        Place place = here(path);
        if (depth > MAX_DEPTH) {
            throw new Refusal(place, "is nested more than " + MAX_DEPTH + " levels deep");
        }
        if (isAlias()) {
            return alias(place);
        }
        if (parser.canReadTypeId() && parser.getTypeId() != null) {
            throw new Refusal(place, "YAML tags (`!…`) are not supported; write the value without one");
        }
        count(place, 1);
        Object anchor = parser.canReadObjectId() ? parser.getObjectId() : null;
        int before = nodes;
        Node node = switch (token) {
            case START_OBJECT -> mapping(place, depth);
            case START_ARRAY -> sequence(place, depth);
            case VALUE_NUMBER_INT -> scalar(place, Node.Kind.INTEGER);
            case VALUE_NUMBER_FLOAT -> scalar(place, Node.Kind.DECIMAL);
            case VALUE_TRUE, VALUE_FALSE -> scalar(place, Node.Kind.BOOLEAN);
            case VALUE_NULL -> new Node.Scalar(place, "", Node.Kind.NOTHING);
            case VALUE_STRING, VALUE_EMBEDDED_OBJECT -> scalar(place, Node.Kind.TEXT);
            case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE -> throw new Refusal(place, "is not a value");
        };
        if (anchor != null) {
            anchors.put(anchor.toString(), new Anchored(node, nodes - before + 1));
        }
        return node;
    }

    private Node mapping(Place place, int depth) throws IOException {
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        while (next() == JsonToken.FIELD_NAME) {
            String key = String.valueOf(parser.currentName());
            Place keyPlace = here(place.child(Quoted.isPlainKey(key) ? key : Quoted.of(key)));
            if (isAlias()) {
                throw new Refusal(keyPlace, "an alias cannot be a key");
            }
            if (key.equals("<<")) {
                throw new Refusal(keyPlace, "YAML merge keys (`<<`) are not supported; repeat the keys");
            }
            Node value = node(next(), keyPlace.field(), depth + 1);
            Node.Entry earlier = entries.putIfAbsent(key, new Node.Entry(key, keyPlace, value));
            if (earlier != null) {
                problems.add(
                        keyPlace,
                        "is given twice, first on line " + earlier.place().line() + "; remove one");
            }
        }
        return new Node.Mapping(place, List.copyOf(entries.values()));
    }

    private Node sequence(Place place, int depth) throws IOException {
        List<Node> items = new ArrayList<>();
        for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
            items.add(node(token, place.field() + "[" + items.size() + "]", depth + 1));
        }
        return new Node.Sequence(place, items);
    }

    private Node scalar(Place place, Node.Kind kind) throws IOException {
        String text = String.valueOf(parser.getText());
        boolean written = !text.isEmpty() || !parser.currentLocation().equals(parser.currentTokenLocation());
        return new Node.Scalar(place, text, written ? kind : Node.Kind.NOTHING);
    }

    private Node alias(Place place) throws IOException {
        String name = parser.getText();
        Anchored anchored = anchors.get(name);
        if (anchored == null) {
            throw new Refusal(place, "the alias " + Quoted.of("*" + name) + " names no complete anchor before it");
        }
        count(place, anchored.size());
        return anchored.node();
    }

    private boolean isAlias() {
        return parser instanceof YAMLParser yaml && yaml.isCurrentAlias();
    }

    private void count(Place place, int more) {
        nodes += more;
        if (nodes > MAX_NODES) {
            throw new Refusal(place, "the file holds more than " + MAX_NODES + " values, aliases counted in full");
        }
    }

    private JsonToken next() throws IOException {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw new Refusal(here(""), "the file ends in the middle of a value");
        }
        return token;
    }

    private Place here(String path) {
        JsonLocation location = parser.currentTokenLocation();
        return new Place(source, Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()), path);
    }
}
