package dev.cao.profile;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a supervisor's model is reached and asked. What a provider has no use for is left alone by it.
 *
 * @param region of AWS; default: what the AWS SDK finds
 * @param endpoint another address of the service, such as a private endpoint
 * @param baseUrl of a service that speaks as OpenAI's does, up to {@code /v1}
 * @param apiKeyEnv the name of the environment variable with its key; never the key itself
 * @param maxTokens of one answer
 * @param cache whether parts that repeat are marked to be cached; empty: where the model is known to be able to
 * @param fields more fields of the request that only this model knows, as a JSON object; {@code {}} when none
 * @param timeout of one request
 * @param patience how long a model is asked again that does not answer
 */
public record ModelSettings(
        Optional<String> region,
        Optional<String> endpoint,
        Optional<String> baseUrl,
        Optional<String> apiKeyEnv,
        Optional<Agent> agent,
        OptionalInt maxTokens,
        Optional<BigDecimal> temperature,
        Optional<Guardrail> guardrail,
        Optional<Boolean> cache,
        String fields,
        Duration timeout,
        Duration patience) {
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);
    public static final Duration DEFAULT_PATIENCE = Duration.ofMinutes(15);
    public static final ModelSettings DEFAULT = new ModelSettings(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            "{}",
            DEFAULT_TIMEOUT,
            DEFAULT_PATIENCE);

    public ModelSettings {
        requireNonNull(fields, "fields is null");
        requireNonNull(timeout, "timeout is null");
        requireNonNull(patience, "patience is null");
    }

    /** A guardrail of Bedrock, by id or ARN, and its version. */
    public record Guardrail(String id, String version) {}

    /** An agent that was made in Bedrock, and the alias to call. */
    public record Agent(String id, String alias) {}
}
