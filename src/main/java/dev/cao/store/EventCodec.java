package dev.cao.store;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.domain.Address;
import dev.cao.domain.CallKey;
import dev.cao.domain.FailureReason;
import dev.cao.domain.MessageId;
import dev.cao.domain.ProcessExit;
import dev.cao.domain.QuestionId;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunId;
import dev.cao.domain.TaskId;
import dev.cao.domain.TaskOutcome;
import dev.cao.domain.WorkerName;
import dev.cao.io.Json;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes and reads events as the journal holds them: the record's name in snake case as the type, its components as one
 * JSON object. Done without annotations, because annotation proxies cannot be archived and cost start-up time.
 */
public final class EventCodec {
    private static final Map<String, Class<?>> TYPES = Arrays.stream(RunEvent.class.getPermittedSubclasses())
            .flatMap(group -> Arrays.stream(group.getPermittedSubclasses()))
            .collect(Collectors.toUnmodifiableMap(EventCodec::nameOf, Function.identity()));
    private static final Map<Class<?>, String> NAMES =
            TYPES.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));
    private static final ObjectMapper MAPPER = Json.MAPPER.copy().registerModule(module());

    private EventCodec() {}

    /** Returns the type of an event in the journal: {@code task_created}. */
    public static String typeOf(RunEvent event) {
        return NAMES.getOrDefault(event.getClass(), "");
    }

    private static String nameOf(Class<?> event) {
        return event.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }

    /** Returns the event's components as one line of JSON. */
    public static String bodyOf(RunEvent event) {
        try {
            return MAPPER.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event could not be written: " + typeOf(event), e);
        }
    }

    /** Returns the event's components as JSON, for exports. */
    public static ObjectNode treeOf(RunEvent event) {
        return MAPPER.valueToTree(event);
    }

    /** @throws UnreadableEventException if the type is unknown or the body does not fit it */
    public static RunEvent read(String type, String body) {
        Class<?> known = TYPES.get(type);
        if (known == null) {
            throw new UnreadableEventException("unknown event '" + type + "'", null);
        }
        try {
            return (RunEvent) MAPPER.readValue(body, known);
        } catch (JsonProcessingException e) {
            throw new UnreadableEventException("event '" + type + "' cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    /** The journal holds something that this cao does not understand. */
    static final class UnreadableEventException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableEventException(String message, @org.jspecify.annotations.Nullable Throwable cause) {
            super(message, cause);
        }
    }

    private static SimpleModule module() {
        SimpleModule module = new SimpleModule("cao-journal");
        text(module, RunId.class, RunId::new);
        text(module, WorkerName.class, WorkerName::new);
        text(module, TaskId.class, TaskId::new);
        text(module, MessageId.class, MessageId::new);
        text(module, QuestionId.class, QuestionId::new);
        text(module, CallKey.class, CallKey::new);
        text(module, Address.class, Address::parse);
        tree(module, ProcessExit.class, EventCodec::write, EventCodec::readExit);
        tree(module, TaskOutcome.class, EventCodec::write, EventCodec::readOutcome);
        return module;
    }

    private static ObjectNode write(ProcessExit exit) {
        return switch (exit) {
            case ProcessExit.Code(int code) -> Json.object().put("code", code);
            case ProcessExit.Signal(int number) -> Json.object().put("signal", number);
            case ProcessExit.Unknown(String why) -> Json.object().put("unknown", why);
        };
    }

    private static ProcessExit readExit(JsonNode node) {
        if (node.has("code")) {
            return new ProcessExit.Code(node.get("code").asInt());
        }
        if (node.has("signal")) {
            return new ProcessExit.Signal(node.get("signal").asInt());
        }
        return new ProcessExit.Unknown(node.path("unknown").asText());
    }

    private static ObjectNode write(TaskOutcome outcome) {
        return switch (outcome) {
            case TaskOutcome.Done(String answer, boolean mixed) ->
                Json.object().put("state", "done").put("answer", answer).put("mixed", mixed);
            case TaskOutcome.Failed(FailureReason reason, String detail, String answer) ->
                Json.object()
                        .put("state", "failed")
                        .put("reason", reason.wireName())
                        .put("detail", detail)
                        .put("answer", answer);
            case TaskOutcome.Cancelled(String why) ->
                Json.object().put("state", "cancelled").put("why", why);
        };
    }

    private static TaskOutcome readOutcome(JsonNode node) {
        String state = node.path("state").asText();
        return switch (state) {
            case "done" ->
                new TaskOutcome.Done(
                        node.path("answer").asText(), node.path("mixed").asBoolean());
            case "failed" ->
                new TaskOutcome.Failed(
                        FailureReason.valueOf(node.path("reason").asText().toUpperCase(Locale.ROOT)),
                        node.path("detail").asText(),
                        node.path("answer").asText());
            case "cancelled" -> new TaskOutcome.Cancelled(node.path("why").asText());
            default -> throw new UnreadableEventException("unknown outcome '" + state + "'", null);
        };
    }

    private static <T> void text(SimpleModule module, Class<T> type, Function<String, T> parser) {
        module.addSerializer(type, new JsonSerializer<T>() {
            @Override
            public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
                out.writeString(value.toString());
            }
        });
        module.addDeserializer(type, new JsonDeserializer<T>() {
            @Override
            public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
                return parser.apply(in.getText());
            }
        });
    }

    private static <T> void tree(
            SimpleModule module, Class<T> type, Function<T, ObjectNode> writer, Function<JsonNode, T> reader) {
        module.addSerializer(type, new JsonSerializer<T>() {
            @Override
            public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
                out.writeTree(writer.apply(value));
            }
        });
        module.addDeserializer(type, new JsonDeserializer<T>() {
            @Override
            public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
                return reader.apply(in.readValueAsTree());
            }
        });
    }
}
