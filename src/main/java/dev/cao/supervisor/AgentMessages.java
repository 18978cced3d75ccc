package dev.cao.supervisor;

import dev.cao.profile.ModelSettings;
import dev.cao.tool.ToolDescription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.bedrockagentruntime.model.AgentActionGroup;
import software.amazon.awssdk.services.bedrockagentruntime.model.ContentBody;
import software.amazon.awssdk.services.bedrockagentruntime.model.CustomControlMethod;
import software.amazon.awssdk.services.bedrockagentruntime.model.FunctionDefinition;
import software.amazon.awssdk.services.bedrockagentruntime.model.InvocationResultMember;
import software.amazon.awssdk.services.bedrockagentruntime.model.InvokeAgentRequest;
import software.amazon.awssdk.services.bedrockagentruntime.model.InvokeInlineAgentRequest;
import software.amazon.awssdk.services.bedrockagentruntime.model.ParameterDetail;
import software.amazon.awssdk.services.bedrockagentruntime.model.ResponseState;

/** What is new in a conversation, as Bedrock's agents are told it; the rest of it they keep themselves. */
final class AgentMessages {
    private final String model;
    private final String session;
    private final ModelSettings settings;

    AgentMessages(String model, String session, ModelSettings settings) {
        this.model = model;
        this.session = session;
        this.settings = settings;
    }

    /** Returns the name that tokens are priced under. */
    String priced() {
        return model.isEmpty() ? settings.agent().map(ModelSettings.Agent::id).orElse("") : model;
    }

    InvokeInlineAgentRequest inline(Model.Request request) {
        InvokeInlineAgentRequest.Builder builder = InvokeInlineAgentRequest.builder()
                .sessionId(session(request))
                .foundationModel(model)
                .instruction(request.instructions())
                .enableTrace(true)
                .actionGroups(AgentActionGroup.builder()
                        .actionGroupName(ActionGroup.NAME)
                        .description(ActionGroup.DESCRIPTION)
                        .actionGroupExecutor(executor -> executor.customControl(CustomControlMethod.RETURN_CONTROL))
                        .functionSchema(schema -> schema.functions(functions(request.tools())))
                        .build());
        settings.guardrail()
                .ifPresent(guardrail -> builder.guardrailConfiguration(
                        config -> config.guardrailIdentifier(guardrail.id()).guardrailVersion(guardrail.version())));
        News news = news(request);
        return news.results().isEmpty()
                ? builder.inputText(news.text()).build()
                : builder.inlineSessionState(state ->
                                state.invocationId(news.invocation()).returnControlInvocationResults(news.results()))
                        .build();
    }

    InvokeAgentRequest existing(Model.Request request) {
        ModelSettings.Agent agent = settings.agent().orElseThrow();
        InvokeAgentRequest.Builder builder = InvokeAgentRequest.builder()
                .agentId(agent.id())
                .agentAliasId(agent.alias())
                .sessionId(session(request))
                .enableTrace(true);
        News news = news(request);
        // An agent of one's own has instructions of its own; what this team is, only we know.
        String text =
                request.number() == 1 || request.anew() ? request.instructions() + "\n\n" + news.text() : news.text();
        return news.results().isEmpty()
                ? builder.inputText(text).build()
                : builder.sessionState(state ->
                                state.invocationId(news.invocation()).returnControlInvocationResults(news.results()))
                        .build();
    }

    /** A conversation that is told anew begins in a session of its own. */
    private String session(Model.Request request) {
        return session + "-" + request.retold();
    }

    private static List<FunctionDefinition> functions(List<ToolDescription> tools) {
        return ActionGroup.functions(tools).stream()
                .map(function -> FunctionDefinition.builder()
                        .name(function.name())
                        .description(function.description())
                        .parameters(parameters(function))
                        .build())
                .toList();
    }

    private static Map<String, ParameterDetail> parameters(ActionGroup.Function function) {
        Map<String, ParameterDetail> details = new LinkedHashMap<>();
        function.parameters()
                .forEach(parameter -> details.put(
                        parameter.name(),
                        ParameterDetail.builder()
                                .type(parameter.type())
                                .description(parameter.description())
                                .required(parameter.required())
                                .build()));
        return details;
    }

    /** Either results of one invocation, or a text. */
    private record News(String invocation, List<InvocationResultMember> results, String text) {}

    private static News news(Model.Request request) {
        List<Model.Turn> turns = request.turns();
        if (request.anew()) {
            return new News(
                    "", List.of(), turns.stream().map(AgentMessages::retold).collect(Collectors.joining("\n\n")));
        }
        Model.Turn last = turns.getLast();
        String text = texts(last);
        List<InvocationResultMember> results = new ArrayList<>();
        String invocation = "";
        for (Content content : last.content()) {
            if (content instanceof Content.Result result) {
                invocation = result.id().substring(0, result.id().lastIndexOf('/'));
                // No text may come beside results, so what else is new goes with the first of them.
                String body = results.isEmpty() && !text.isEmpty() ? result.text() + "\n\n" + text : result.text();
                results.add(member(function(turns, result.id()), result.ok(), body));
            }
        }
        return new News(invocation, results, text);
    }

    private static String function(List<Model.Turn> turns, String id) {
        return turns.stream()
                .flatMap(turn -> turn.content().stream())
                .filter(content ->
                        content instanceof Content.Call call && call.id().equals(id))
                .map(content -> ((Content.Call) content).tool())
                .findFirst()
                .orElse("");
    }

    private static InvocationResultMember member(String function, boolean ok, String body) {
        return InvocationResultMember.fromFunctionResult(result -> {
            result.actionGroup(ActionGroup.NAME)
                    .function(function)
                    .responseBody(
                            Map.of("TEXT", ContentBody.builder().body(body).build()));
            if (!ok) {
                // REPROMPT: the agent reads it and thinks again; FAILURE would end its session.
                result.responseState(ResponseState.REPROMPT);
            }
        });
    }

    private static String texts(Model.Turn turn) {
        return turn.content().stream()
                .filter(Content.Text.class::isInstance)
                .map(content -> ((Content.Text) content).text())
                .collect(Collectors.joining("\n\n"));
    }

    private static String retold(Model.Turn turn) {
        return turn.content().stream()
                .map(content -> switch (content) {
                    case Content.Text(String text) -> text;
                    case Content.Result result -> "Result: " + result.text();
                    case Content.Call call -> "You called %s %s".formatted(call.tool(), call.arguments());
                    case Content.Thought _ -> "";
                })
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
    }
}
