package dev.cao.profile;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.cao.domain.WorkerName;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A team as one JSON text and back, without loss: instructions, templates and schemas are in it. The journal of a run
 * keeps it, so that a resumed run does not depend on files that were edited since. Safe for many threads.
 */
public final class TeamProfileJson {
    private static final ObjectMapper MAPPER = mapper();

    private TeamProfileJson() {}

    /** Returns one line of JSON. */
    public static String write(TeamProfile team) {
        try {
            return MAPPER.writeValueAsString(team);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a team that cannot be written as JSON", e);
        }
    }

    /**
     * Reads what {@link #write} wrote. Keys that a newer cao has added are passed over.
     *
     * @throws IllegalArgumentException if it is not such a text
     */
    public static TeamProfile read(String json) {
        try {
            return MAPPER.readValue(json, TeamProfile.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a team as JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static ObjectMapper mapper() {
        var plainPaths = new SimpleModule("plain paths");
        plainPaths.addSerializer(Path.class, new PathWriter());
        plainPaths.addDeserializer(Path.class, new PathReader());
        return JsonMapper.builder()
                .addModules(new Jdk8Module(), new JavaTimeModule(), plainPaths)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
                .addMixIn(WorkerName.class, AsText.class)
                .addMixIn(Template.class, WithoutNames.class)
                .addMixIn(Template.Part.class, PartKinds.class)
                .addMixIn(PlanStep.class, StepKinds.class)
                .addMixIn(Condition.class, ConditionKinds.class)
                .addMixIn(Check.class, CheckKinds.class)
                .addMixIn(WorkerProfile.ResultRule.class, ResultKinds.class)
                .addMixIn(WorkerProfile.Background.class, BackgroundKinds.class)
                .build();
    }

    /** Jackson's own form is a URI, which turns a relative path into an absolute one. */
    private static final class PathWriter extends StdSerializer<Path> {
        private static final long serialVersionUID = 1L;

        PathWriter() {
            super(Path.class);
        }

        @Override
        public void serialize(Path path, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(path.toString());
        }

        @Override
        public void serializeWithType(Path path, JsonGenerator out, SerializerProvider provider, TypeSerializer type)
                throws IOException {
            serialize(path, out, provider);
        }
    }

    private static final class PathReader extends StdDeserializer<Path> {
        private static final long serialVersionUID = 1L;

        PathReader() {
            super(Path.class);
        }

        @Override
        public Path deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return Path.of(in.getValueAsString(""));
        }
    }

    private record AsText(@JsonValue String value) {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        AsText {}
    }

    @JsonIgnoreProperties("names")
    private interface WithoutNames {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Template.Part.Text.class, name = "text"),
        @JsonSubTypes.Type(value = Template.Part.Name.class, name = "name")
    })
    private interface PartKinds {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "step")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = PlanStep.Handoff.class, name = "handoff"),
        @JsonSubTypes.Type(value = PlanStep.Assign.class, name = "assign"),
        @JsonSubTypes.Type(value = PlanStep.Send.class, name = "send"),
        @JsonSubTypes.Type(value = PlanStep.Wait.class, name = "wait"),
        @JsonSubTypes.Type(value = PlanStep.Write.class, name = "write")
    })
    private interface StepKinds {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Condition.Is.class, name = "is"),
        @JsonSubTypes.Type(value = Condition.Contains.class, name = "contains"),
        @JsonSubTypes.Type(value = Condition.Not.class, name = "not"),
        @JsonSubTypes.Type(value = Condition.And.class, name = "and"),
        @JsonSubTypes.Type(value = Condition.Or.class, name = "or")
    })
    private interface ConditionKinds {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Check.FileExists.class, name = "file"),
        @JsonSubTypes.Type(value = Check.CommandSucceeds.class, name = "command")
    })
    private interface CheckKinds {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = WorkerProfile.ResultRule.Free.class, name = "free"),
        @JsonSubTypes.Type(value = WorkerProfile.ResultRule.Required.class, name = "required"),
        @JsonSubTypes.Type(value = WorkerProfile.ResultRule.Schema.class, name = "schema")
    })
    private interface ResultKinds {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = WorkerProfile.Background.Await.class, name = "wait"),
        @JsonSubTypes.Type(value = WorkerProfile.Background.Ignore.class, name = "ignore")
    })
    private interface BackgroundKinds {}
}
