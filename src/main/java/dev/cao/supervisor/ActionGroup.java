package dev.cao.supervisor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.io.Json;
import dev.cao.tool.ToolCatalog;
import dev.cao.tool.ToolDescription;
import dev.cao.tool.ToolParameter;
import java.util.List;
import java.util.Optional;

/** The tools as an action group of Bedrock has them: functions that return control, with parameters of few types. */
public final class ActionGroup {
    static final String NAME = "cao";
    static final String DESCRIPTION = "Gives work to the workers of a team, and ends the run.";

    /** What Bedrock takes at most. */
    private static final int LONGEST_DESCRIPTION = 1200;

    private static final int LONGEST_PARAMETER = 500;

    private ActionGroup() {}

    record Function(String name, String description, List<Parameter> parameters) {}

    record Parameter(String name, String type, String description, boolean required) {}

    static List<Function> functions(List<ToolDescription> tools) {
        return tools.stream()
                .map(tool -> new Function(
                        tool.name(),
                        shortened(tool.description(), LONGEST_DESCRIPTION),
                        tool.parameters().stream().map(ActionGroup::parameter).toList()))
                .toList();
    }

    /** Returns the type that we gave the parameter; an agent's own word on it may be another. */
    static Optional<String> type(String function, String parameter) {
        return ToolCatalog.find(function).stream()
                .flatMap(tool -> tool.parameters().stream())
                .filter(known -> known.name().equals(parameter))
                .map(ActionGroup::type)
                .findFirst();
    }

    private static String type(ToolParameter parameter) {
        return switch (parameter.kind()) {
            case TEXT, ANYTHING -> "string";
            case WHOLE_NUMBER -> "integer";
            case FLAG -> "boolean";
            case TEXTS -> "array";
        };
    }

    private static Parameter parameter(ToolParameter parameter) {
        return new Parameter(
                parameter.name(),
                type(parameter),
                shortened(parameter.description(), LONGEST_PARAMETER),
                parameter.required());
    }

    private static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    /** Returns the function schema that an agent in AWS is made with: {@code aws bedrock-agent create-agent-action-group}. */
    public static String export(List<ToolDescription> tools) {
        ObjectNode group = Json.object().put("actionGroupName", NAME).put("description", DESCRIPTION);
        group.putObject("actionGroupExecutor").put("customControl", "RETURN_CONTROL");
        ArrayNode functions = group.putObject("functionSchema").putArray("functions");
        for (Function function : functions(tools)) {
            ObjectNode json =
                    functions.addObject().put("name", function.name()).put("description", function.description());
            ObjectNode parameters = json.putObject("parameters");
            function.parameters()
                    .forEach(parameter -> parameters
                            .putObject(parameter.name())
                            .put("type", parameter.type())
                            .put("description", parameter.description())
                            .put("required", parameter.required()));
        }
        return group.toPrettyString();
    }
}
