package dev.cao.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.cao.io.Json;
import java.nio.file.Path;
import java.util.Optional;

/** Reads {@code result}: {@code free}, {@code required}, or a JSON schema, given in place or as a file. */
final class ResultReader {
    private static final String EXPECTED = "`free`, `required`, or `{ schema: FILE }`";

    private final Problems problems;

    ResultReader(Problems problems) {
        this.problems = problems;
    }

    WorkerProfile.ResultRule read(Fields fields) {
        var free = new WorkerProfile.ResultRule.Free();
        Optional<Node> node = fields.node("result");
        if (node.isEmpty()) {
            return free;
        }
        return switch (node.get()) {
            case Node.Scalar scalar when scalar.text().equals("free") -> free;
            case Node.Scalar scalar when scalar.text().equals("required") -> new WorkerProfile.ResultRule.Required();
            case Node.Mapping mapping -> {
                Fields inner = Fields.of(mapping, Keys.RESULT, problems);
                yield inner.required("schema", "a file with a JSON schema, or the schema itself")
                        .flatMap(this::schema)
                        .<WorkerProfile.ResultRule>map(WorkerProfile.ResultRule.Schema::new)
                        .orElse(free);
            }
            case Node.Scalar _, Node.Sequence _ -> {
                problems.add(node.get().place(), "found " + node.get().found() + ", expected " + EXPECTED);
                yield free;
            }
        };
    }

    private Optional<String> schema(Node node) {
        return switch (node) {
            case Node.Mapping mapping -> Optional.of(JsonNodes.of(mapping).toString());
            case Node.Scalar scalar ->
                Values.scalar(scalar, "a file with a JSON schema", problems)
                        .flatMap(file -> RelativePaths.existing(file, problems))
                        .flatMap(file -> SourceFile.read(shown(scalar), scalar.place(), problems))
                        .flatMap(source -> text(source, scalar));
            case Node.Sequence sequence -> {
                problems.add(sequence.place(), "found a list, expected a file with a JSON schema, or the schema");
                yield Optional.empty();
            }
        };
    }

    private static Path shown(Node.Scalar written) {
        return written.place().source().path().resolveSibling(written.text()).normalize();
    }

    private Optional<String> text(Source source, Node.Scalar written) {
        try {
            JsonNode schema = Json.MAPPER.readTree(source.text());
            if (schema != null && schema.isObject()) {
                return Optional.of(schema.toString());
            }
            problems.add(written.place(), "the file " + source.shown() + " does not hold a JSON object");
        } catch (JsonProcessingException e) {
            Problem problem = SyntaxProblem.of(source, e, true);
            problems.add(new Place(source, problem.line(), problem.column(), ""), problem.message());
        }
        return Optional.empty();
    }
}
