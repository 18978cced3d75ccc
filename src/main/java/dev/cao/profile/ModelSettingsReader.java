package dev.cao.profile;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Reads how a supervisor's model is reached and asked. */
final class ModelSettingsReader {
    private static final int MOST_TOKENS = 1_000_000;
    private static final int HOTTEST = 2;

    private final Problems problems;

    ModelSettingsReader(Problems problems) {
        this.problems = problems;
    }

    ModelSettings read(Fields fields) {
        return new ModelSettings(
                fields.text("region"),
                url(fields, "endpoint"),
                url(fields, "base_url"),
                variable(fields),
                agent(fields),
                fields.integer("max_tokens", 1, MOST_TOKENS),
                fields.decimal("temperature", HOTTEST),
                fields.node("guardrail").flatMap(this::guardrail),
                fields.flag("cache"),
                fields.node("model_fields").map(this::object).orElse("{}"),
                fields.duration("timeout").orElse(ModelSettings.DEFAULT_TIMEOUT),
                fields.duration("patience").orElse(ModelSettings.DEFAULT_PATIENCE));
    }

    private Optional<String> url(Fields fields, String key) {
        String expected = "an address such as https://models.example.com";
        return fields.scalar(key, expected).map(Node.Scalar::text).filter(text -> {
            boolean good = isUrl(text);
            if (!good) {
                problems.add(fields.placeOf(key), "found " + Quoted.of(text) + ", expected " + expected);
            }
            return good;
        });
    }

    private static boolean isUrl(String text) {
        try {
            URI uri = new URI(text);
            return uri.getHost() != null
                    && uri.getScheme() != null
                    && uri.getScheme().matches("https?");
        } catch (URISyntaxException _) {
            return false;
        }
    }

    /** A key in a profile would be in every copy of it. */
    private Optional<String> variable(Fields fields) {
        String expected = "the name of an environment variable, such as OPENAI_API_KEY; never the key itself";
        return fields.scalar("api_key_env", expected).map(Node.Scalar::text).filter(text -> {
            boolean good = text.matches("[A-Za-z_][A-Za-z0-9_]*");
            if (!good) {
                problems.add(fields.placeOf("api_key_env"), "expected " + expected);
            }
            return good;
        });
    }

    private Optional<ModelSettings.Agent> agent(Fields fields) {
        Optional<String> id = fields.text("agent_id");
        Optional<String> alias = fields.text("agent_alias");
        if (id.isPresent() != alias.isPresent()) {
            String missing = id.isPresent() ? "agent_alias" : "agent_id";
            problems.add(
                    fields.placeOf(missing),
                    "is missing; an agent of Bedrock is called by `agent_id` and `agent_alias`");
        }
        return id.flatMap(agent -> alias.map(name -> new ModelSettings.Agent(agent, name)));
    }

    private Optional<ModelSettings.Guardrail> guardrail(Node node) {
        Fields fields = Fields.of(node, Keys.GUARDRAIL, problems);
        Optional<String> id = fields.requiredText("id", "the guardrail's id or ARN");
        Optional<String> version = fields.requiredText("version", "its version, such as `1` or `DRAFT`");
        return id.flatMap(known -> version.map(number -> new ModelSettings.Guardrail(known, number)));
    }

    private String object(Node node) {
        if (node instanceof Node.Mapping mapping) {
            return JsonNodes.of(mapping).toString();
        }
        problems.add(node.place(), "found " + node.found() + ", expected a mapping of fields that the model takes");
        return "{}";
    }
}
