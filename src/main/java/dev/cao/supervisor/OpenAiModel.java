package dev.cao.supervisor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.io.Json;
import dev.cao.profile.ModelSettings;
import dev.cao.supervisor.ModelException.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A model behind any service that speaks as OpenAI's chat completions do: Ollama, vLLM, gateways, other clouds. By the
 * HTTP client of the JDK, which every service's own client would bring another of.
 */
final class OpenAiModel implements Model {
    private static final String BASE = "https://api.openai.com/v1";
    private static final String KEY = "OPENAI_API_KEY";
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int SHOWN = 500;

    private final String model;
    private final ModelSettings settings;
    private final OpenAiMessages messages;
    private final URI address;
    private final Optional<String> key;
    private final HttpClient client;

    private OpenAiModel(String model, ModelSettings settings, URI address, Optional<String> key, HttpClient client) {
        this.model = model;
        this.settings = settings;
        this.messages = new OpenAiMessages(model, settings);
        this.address = address;
        this.key = key;
        this.client = client;
    }

    /**
     * @param environment of this process: it has the key. A service of one's own ({@code base_url}) may need none
     * @throws ModelException NO_KEY
     */
    static OpenAiModel open(String model, ModelSettings settings, Map<String, String> environment) {
        String variable = settings.apiKeyEnv().orElse(KEY);
        Optional<String> key = Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank());
        boolean needed = settings.apiKeyEnv().isPresent() || settings.baseUrl().isEmpty();
        if (needed && key.isEmpty()) {
            throw new ModelException(Kind.NO_KEY, "the environment variable %s is not set".formatted(variable), null);
        }
        String base = settings.baseUrl().orElse(BASE).replaceAll("/+$", "");
        return new OpenAiModel(
                model,
                settings,
                URI.create(base + "/chat/completions"),
                key,
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT)
                        .build());
    }

    @Override
    public String name() {
        return model;
    }

    @Override
    public Answer ask(Request request) throws InterruptedException {
        HttpRequest.Builder post = HttpRequest.newBuilder(address)
                .timeout(settings.timeout())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.line(messages.request(request))));
        key.ifPresent(value -> post.header("Authorization", "Bearer " + value));
        try {
            HttpResponse<String> response =
                    client.send(post.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return response.statusCode() == 200 ? answer(response.body()) : refused(response);
        } catch (HttpTimeoutException e) {
            throw new ModelException(Kind.TIMEOUT, "no answer in time", e);
        } catch (IOException e) {
            String said = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new ModelException(Kind.BROKEN_CONNECTION, "%s: %s".formatted(address.getHost(), said), e);
        }
    }

    private Answer answer(String body) {
        try {
            return messages.answer(Json.parseObject(body));
        } catch (Json.NotJsonException e) {
            throw new ModelException(Kind.FAILED, "the service answers no JSON: " + shortened(body), e);
        }
    }

    private static Answer refused(HttpResponse<String> response) {
        ObjectNode body;
        try {
            body = Json.parseObject(response.body());
        } catch (Json.NotJsonException _) {
            body = Json.object();
        }
        JsonNode error = body.path("error");
        String code = error.path("code").asText(error.path("type").asText());
        String text = error.isTextual() ? error.asText() : error.path("message").asText();
        Kind kind = switch (code) {
            case "context_length_exceeded", "string_above_max_length" -> Kind.OVERFLOW;
            case "insufficient_quota" -> Kind.QUOTA;
            case "model_not_found" -> Kind.UNKNOWN_MODEL;
            default -> ofStatus(response.statusCode(), text);
        };
        throw new ModelException(
                kind,
                text.isEmpty()
                        ? "HTTP status %d %s".formatted(response.statusCode(), shortened(response.body()))
                        : text,
                response.headers().firstValue("Retry-After").flatMap(RetryAfter::read),
                null);
    }

    private static Kind ofStatus(int status, String text) {
        if (status >= 500) {
            return Kind.UNAVAILABLE;
        }
        return switch (status) {
            case 400, 422 -> AwsFailures.isTooLong(text) ? Kind.OVERFLOW : Kind.INVALID;
            case 401 -> Kind.BAD_KEY;
            case 402 -> Kind.QUOTA;
            case 403 -> Kind.BAD_KEY;
            case 404 -> Kind.UNKNOWN_MODEL;
            case 408 -> Kind.TIMEOUT;
            case 413 -> Kind.OVERFLOW;
            case 429 -> Kind.THROTTLED;
            default -> Kind.FAILED;
        };
    }

    private static String shortened(String body) {
        String line = body.strip().replaceAll("\\s+", " ");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
