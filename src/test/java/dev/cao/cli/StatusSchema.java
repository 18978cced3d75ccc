package dev.cao.cli;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Holds a status document against its schema. */
final class StatusSchema {
    private StatusSchema() {}

    /** Returns what is wrong with the document; empty when it fits. */
    static List<String> problems(String document) throws IOException {
        try (var in = StatusCommand.class.getResourceAsStream("status.schema.json")) {
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            return schema.validate(document, InputFormat.JSON).stream()
                    .map(Error::toString)
                    .toList();
        }
    }
}
