package dev.cao.watch;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the orchestrator says that a worker does now.
 *
 * @param hold why nothing is typed although it seems free; empty when nothing holds
 * @param facts newest first
 */
record Live(String status, String detail, String hold, List<Fact> facts) {
    Live {
        facts = List.copyOf(facts);
    }

    /** Reads the answer to a request to follow, by the workers' names. */
    static Map<String, Live> read(JsonNode reply) {
        Map<String, Live> workers = new LinkedHashMap<>();
        for (JsonNode worker : reply.path("workers")) {
            List<Fact> facts = new ArrayList<>();
            worker.path("evidence")
                    .forEach(fact -> facts.add(new Fact(
                            fact.path("fact").asText(),
                            Instant.ofEpochMilli(fact.path("at").asLong()))));
            workers.put(
                    worker.path("name").asText(),
                    new Live(
                            worker.path("status").asText(),
                            worker.path("detail").asText(),
                            worker.path("hold").asText(),
                            facts));
        }
        return workers;
    }
}
