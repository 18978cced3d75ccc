package dev.cao.standin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the actions of a script. An action is an object with one field, its name. Used by one thread. */
final class Actions {
    private static final Set<String> CRASH_SIGNALS = Set.of("KILL", "TERM", "HUP", "INT");
    private static final String DEFAULT_GARBAGE =
            "\033[31m\033]0;garbage\007\033[5;5H\u0000\u0001%#@!~ \033[7mrubbish\033[m \033[?25l";

    private final List<String> errors;

    Actions(List<String> errors) {
        this.errors = errors;
    }

    List<Action> list(Fields fields, String name) {
        List<Action> actions = new ArrayList<>();
        for (Fields item : fields.children(name)) {
            if (item.names().size() != 1) {
                item.wrong("an action has one field, its name; " + item.names().size() + " are here");
                continue;
            }
            Action action = action(item, item.names().iterator().next());
            item.end();
            if (action != null) {
                actions.add(action);
            }
        }
        return actions;
    }

    Manners.Crash crash(Fields fields) {
        int exitCode = (int) fields.number("exit_code", 1);
        String signal = fields.text("signal", "");
        if (!signal.isEmpty() && !CRASH_SIGNALS.contains(signal)) {
            fields.wrong("signal is one of KILL, TERM, HUP, INT");
        }
        fields.end();
        return new Manners.Crash(exitCode, signal);
    }

    private @Nullable Action action(Fields item, String name) {
        return switch (name) {
            case "say" -> new Action.Say(item.text(name, ""));
            case "wait_ms" -> new Action.Work("", item.number(name, 0));
            case "false_end" -> new Action.FalseEnd(item.text(name, ""));
            case "flood" -> new Action.Flood((int) item.number(name, 1_000));
            case "run" -> new Action.Run(command(item));
            case "exit" -> new Action.Exit((int) item.number(name, 0));
            case "silent" -> item.flag(name) ? new Action.Silent() : null;
            case "garbage" -> new Action.Garbage(item.value(name) instanceof String text ? text : DEFAULT_GARBAGE);
            case "answer" -> answer(item);
            case "fail",
                    "working",
                    "background",
                    "permission",
                    "question",
                    "crash",
                    "api_error",
                    "retrying",
                    "tool" -> {
                Fields fields = item.child(name);
                Action action = withFields(name, fields);
                fields.end();
                yield action;
            }
            default -> {
                item.wrong("no action is called " + name);
                item.value(name);
                yield null;
            }
        };
    }

    private Action withFields(String name, Fields fields) {
        return switch (name) {
            case "fail" ->
                new Action.Fail(
                        fields.text("answer", ""),
                        fields.text("detail", "the script says so"),
                        fields.has("exit_code") ? (Integer) (int) fields.number("exit_code", 1) : null);
            case "working" -> new Action.Work(fields.text("what", "Working"), fields.number("ms", 0));
            case "background" ->
                new Action.Background(
                        fields.text("id", ""),
                        fields.text("description", "background work"),
                        fields.number("ms", 1_000));
            case "permission" ->
                new Action.Permission(
                        fields.text("tool", "Bash"),
                        object(fields, "input"),
                        list(fields, "allow"),
                        fields.has("deny") ? list(fields, "deny") : null);
            case "question" -> question(fields);
            case "tool" -> new Action.Tool(fields.text("name", ""), object(fields, "arguments"));
            case "crash" -> new Action.Crash(crash(fields));
            case "api_error" ->
                new Action.ApiError(
                        fields.text("error", "server_error"), fields.text("detail", "the API is overloaded"));
            default ->
                new Action.Retrying(
                        fields.text("error", "server_error"),
                        (int) fields.number("attempts", 3),
                        fields.number("ms", 500));
        };
    }

    /** {@code answer: text}, or an object with {@code text} and {@code usage}. */
    private static Action answer(Fields item) {
        if (item.value("answer") instanceof Map<?, ?>) {
            Fields fields = item.child("answer");
            Action answer = new Action.Answer(fields.text("text", ""), object(fields, "usage"));
            fields.end();
            return answer;
        }
        return new Action.Answer(item.text("answer", ""), Map.of());
    }

    private Action question(Fields fields) {
        Map<String, List<Action>> then = new LinkedHashMap<>();
        Fields follow = fields.child("then");
        for (String answer : follow.names()) {
            then.put(answer, list(follow, answer));
        }
        return new Action.Question(fields.text("text", "?"), fields.texts("choices"), then);
    }

    private List<String> command(Fields item) {
        List<String> argv = item.texts("run");
        if (argv.isEmpty()) {
            errors.add(item.path() + ".run: a command as a list of its words is expected");
            return List.of("false");
        }
        return argv;
    }

    private static Map<String, @Nullable Object> object(Fields fields, String name) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        if (fields.value(name) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> object.put(String.valueOf(key), value));
        }
        return object;
    }
}
