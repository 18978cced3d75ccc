package dev.cao.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProfileSchemaTest {
    private final JsonNode team = schema("team");
    private final JsonNode agent = schema("agent");

    @Test
    void schemaKnowsTheKeysOfTheReader() {
        assertThat(keys(agent)).containsExactlyInAnyOrderElementsOf(Keys.AGENT.known());
        assertThat(keys(team)).containsExactlyInAnyOrderElementsOf(Keys.TEAM.known());
        assertThat(keys(team.at("/$defs/worker"))).containsExactlyInAnyOrderElementsOf(Keys.WORKER.known());
        assertThat(keys(team.at("/$defs/supervisor"))).containsExactlyInAnyOrderElementsOf(Keys.SUPERVISOR.known());
        assertThat(keys(team.at("/$defs/step"))).containsExactlyInAnyOrderElementsOf(Keys.STEP.known());
        assertThat(keys(team.at("/$defs/task"))).containsExactlyInAnyOrderElementsOf(Keys.TASK.known());
        assertThat(keys(team.at("/properties/limits"))).containsExactlyInAnyOrderElementsOf(Keys.LIMITS.known());
        assertThat(keys(team.at("/properties/checks/items"))).containsExactlyInAnyOrderElementsOf(Keys.CHECK.known());
        assertThat(keys(team.at("/properties/on"))).containsExactlyInAnyOrderElementsOf(Keys.ON.known());
        assertThat(keys(team.at("/$defs/hook"))).containsExactlyInAnyOrderElementsOf(Keys.HOOK.known());
    }

    @Test
    void workerTakesEveryFieldOfAnAgentInTheSameForm() {
        for (String key : Keys.AGENT.known()) {
            if (!key.equals("name")) {
                assertThat(team.at("/$defs/worker/properties/" + key))
                        .as(key)
                        .isEqualTo(agent.at("/properties/" + key));
            }
        }
    }

    @Test
    void everyKeyHasADescriptionForEditors() {
        assertThat(List.of(team, agent, team.at("/$defs/worker"), team.at("/$defs/task")))
                .allSatisfy(schema -> assertThat(schema.at("/properties"))
                        .allSatisfy(property -> assertThat(
                                        property.path("description").asText())
                                .isNotBlank()));
    }

    @Test
    void thereIsNoOtherSchema() {
        assertThat(ProfileSchema.of("run")).isEmpty();
    }

    private static List<String> keys(JsonNode schema) {
        List<String> keys = new ArrayList<>();
        schema.path("properties").fieldNames().forEachRemaining(keys::add);
        keys.remove("$schema");
        return keys;
    }

    private static JsonNode schema(String name) {
        try {
            return new ObjectMapper().readTree(ProfileSchema.of(name).orElseThrow());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
