package dev.cao.run;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.cao.io.Json;
import java.util.List;

/** Holds a result against the JSON schema of a profile. Loaded only when a profile has one: the validator is large. */
final class ResultForm {
    private static final int MOST_PROBLEMS = 10;

    private ResultForm() {}

    /** Returns what is wrong with the result, for its author; empty when it fits. */
    static List<String> problems(String schema, String result) {
        try {
            var _ = Json.MAPPER.readTree(result);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            return List.of("the result must be JSON that fits the schema %s, and is not JSON: %s"
                    .formatted(schema, e.getOriginalMessage()));
        }
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema, InputFormat.JSON)
                .validate(result, InputFormat.JSON)
                .stream()
                .limit(MOST_PROBLEMS)
                .map(error -> (error.getInstanceLocation().toString().isEmpty()
                                ? "the result"
                                : error.getInstanceLocation().toString())
                        + ": " + error.getMessage())
                .toList();
    }
}
