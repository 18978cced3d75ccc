package dev.cao.supervisor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.io.Json;
import dev.cao.profile.ModelSettings;
import dev.cao.tool.ToolDescription;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.bedrockruntime.model.CachePointBlock;
import software.amazon.awssdk.services.bedrockruntime.model.CachePointType;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.TokenUsage;
import software.amazon.awssdk.services.bedrockruntime.model.Tool;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultStatus;

/** A conversation as the Converse API has it. */
final class ConverseMessages {
    /** The models that are known to cache; others refuse the mark. Nova does it for what is said, not for tools. */
    private static final Pattern CACHES =
            Pattern.compile("anthropic\\.claude-(3-7|3-5-haiku|opus-4|sonnet-4|haiku-4|[a-z]+-[5-9])|amazon\\.nova");

    private static final Pattern CACHES_TOOLS = Pattern.compile("anthropic\\.");

    private final String model;
    private final ModelSettings settings;
    private final boolean caches;
    private final boolean cachesTools;

    ConverseMessages(String model, ModelSettings settings) {
        this.model = model;
        this.settings = settings;
        this.caches = settings.cache().orElse(CACHES.matcher(model).find());
        this.cachesTools = caches
                && (CACHES_TOOLS.matcher(model).find() || settings.cache().orElse(false));
    }

    ConverseRequest request(Model.Request request) {
        ConverseRequest.Builder builder = ConverseRequest.builder()
                .modelId(model)
                .system(system(request.instructions()))
                .messages(messages(request.turns()))
                .toolConfig(tools -> tools.tools(tools(request.tools())).toolChoice(choice -> choice.auto(_ -> {})));
        if (settings.maxTokens().isPresent() || settings.temperature().isPresent()) {
            builder.inferenceConfig(inference -> {
                settings.maxTokens().ifPresent(inference::maxTokens);
                settings.temperature().ifPresent(value -> inference.temperature(value.floatValue()));
            });
        }
        settings.guardrail()
                .ifPresent(guardrail -> builder.guardrailConfig(
                        config -> config.guardrailIdentifier(guardrail.id()).guardrailVersion(guardrail.version())));
        ObjectNode fields = Json.parseObject(settings.fields());
        if (!fields.isEmpty()) {
            builder.additionalModelRequestFields(AwsDocuments.of(fields));
        }
        return builder.build();
    }

    private List<SystemContentBlock> system(String instructions) {
        List<SystemContentBlock> blocks = new ArrayList<>();
        blocks.add(SystemContentBlock.fromText(instructions));
        if (caches) {
            blocks.add(SystemContentBlock.fromCachePoint(cachePoint()));
        }
        return blocks;
    }

    private List<Tool> tools(List<ToolDescription> descriptions) {
        List<Tool> tools = new ArrayList<>();
        for (ToolDescription tool : descriptions) {
            Document schema = AwsDocuments.of(tool.inputSchema());
            tools.add(Tool.fromToolSpec(spec ->
                    spec.name(tool.name()).description(tool.description()).inputSchema(input -> input.json(schema))));
        }
        if (cachesTools) {
            tools.add(Tool.fromCachePoint(cachePoint()));
        }
        return tools;
    }

    private static CachePointBlock cachePoint() {
        return CachePointBlock.builder().type(CachePointType.DEFAULT).build();
    }

    private List<Message> messages(List<Model.Turn> turns) {
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < turns.size(); i++) {
            Model.Turn turn = turns.get(i);
            List<ContentBlock> blocks = new ArrayList<>();
            turn.content().forEach(content -> blocks.add(block(content)));
            if (caches && i == turns.size() - 1) {
                blocks.add(ContentBlock.fromCachePoint(cachePoint()));
            }
            messages.add(Message.builder()
                    .role(turn.ofModel() ? ConversationRole.ASSISTANT : ConversationRole.USER)
                    .content(blocks)
                    .build());
        }
        return messages;
    }

    private static ContentBlock block(Content content) {
        return switch (content) {
            case Content.Text(String text) -> ContentBlock.fromText(text.isBlank() ? "(nothing)" : text);
            case Content.Thought(String text, String signature, String sealed) ->
                sealed.isEmpty()
                        ? ContentBlock.fromReasoningContent(ReasoningContentBlock.fromReasoningText(
                                reasoning -> reasoning.text(text).signature(signature.isEmpty() ? null : signature)))
                        : ContentBlock.fromReasoningContent(ReasoningContentBlock.fromRedactedContent(
                                SdkBytes.fromByteArray(Base64.getDecoder().decode(sealed))));
            case Content.Call(String id, String tool, String arguments) ->
                ContentBlock.fromToolUse(use -> use.toolUseId(id).name(tool).input(AwsDocuments.of(parsed(arguments))));
            case Content.Result(String id, boolean ok, boolean _, boolean _, String text) ->
                ContentBlock.fromToolResult(result -> result.toolUseId(id)
                        .content(ToolResultContentBlock.fromText(text.isBlank() ? "(nothing)" : text))
                        .status(ok ? ToolResultStatus.SUCCESS : ToolResultStatus.ERROR));
        };
    }

    private static ObjectNode parsed(String arguments) {
        try {
            return Json.parseObject(arguments.isBlank() ? "{}" : arguments);
        } catch (Json.NotJsonException _) {
            // The service takes only objects; the model was told that this one could not be read.
            return Json.object();
        }
    }

    Model.Answer answer(ConverseResponse response) {
        List<Content> content = new ArrayList<>();
        response.output().message().content().forEach(block -> content(block).ifPresent(content::add));
        TokenUsage usage = response.usage();
        return new Model.Answer(
                content,
                stop(response.stopReason()),
                new Model.Usage(
                        number(usage.inputTokens()),
                        number(usage.outputTokens()),
                        number(usage.cacheReadInputTokens()),
                        number(usage.cacheWriteInputTokens())),
                model);
    }

    private static long number(@org.jspecify.annotations.Nullable Integer tokens) {
        return tokens == null ? 0 : tokens;
    }

    private static Optional<Content> content(ContentBlock block) {
        return switch (block.type()) {
            case TEXT -> Optional.of(new Content.Text(block.text()));
            case TOOL_USE ->
                Optional.of(new Content.Call(
                        block.toolUse().toolUseId(),
                        block.toolUse().name(),
                        Json.line(AwsDocuments.json(block.toolUse().input()))));
            case REASONING_CONTENT -> Optional.of(thought(block.reasoningContent()));
            // What a supervisor neither asks for nor can use.
            default -> Optional.empty();
        };
    }

    private static Content thought(ReasoningContentBlock block) {
        if (block.redactedContent() != null) {
            return new Content.Thought(
                    "",
                    "",
                    Base64.getEncoder().encodeToString(block.redactedContent().asByteArray()));
        }
        String signature = block.reasoningText().signature();
        return new Content.Thought(block.reasoningText().text(), signature == null ? "" : signature, "");
    }

    private static Model.Stop stop(StopReason reason) {
        return switch (reason) {
            case END_TURN, STOP_SEQUENCE, UNKNOWN_TO_SDK_VERSION -> Model.Stop.END;
            case TOOL_USE -> Model.Stop.CALLS;
            case MAX_TOKENS -> Model.Stop.CUT;
            case GUARDRAIL_INTERVENED, CONTENT_FILTERED -> Model.Stop.REFUSED;
            case MALFORMED_MODEL_OUTPUT, MALFORMED_TOOL_USE -> Model.Stop.MALFORMED;
            case MODEL_CONTEXT_WINDOW_EXCEEDED -> Model.Stop.FULL;
        };
    }
}
