package dev.cao.standin;

import dev.cao.standin.TurnEnd.Answered;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Answers as a script says. Texts of the script may hold <code>{{prompt}}</code>, <code>{{file}}</code> (of a prompt that
 * asks to read one), <code>{{task}}</code> (the file, else the prompt), <code>{{answer}}</code> (to the last question),
 * <code>{{output}}</code> (of the last command), <code>{{result}}</code> (of the last tool) and its fields.
 */
final class ScriptBrain implements Brain {
    private final Script.Use use;
    private final CommandRunner runner;
    private final Death death;
    private final ToolClient tools;
    private int backgrounds;

    ScriptBrain(Script script, CommandRunner runner, Death death, ToolClient tools) {
        this.use = new Script.Use(script);
        this.runner = runner;
        this.death = death;
        this.tools = tools;
    }

    @Override
    public TurnEnd answer(Turn turn) throws InterruptedException {
        Map<String, String> values = new LinkedHashMap<>();
        try {
            values.put("prompt", turn.text());
            values.put("file", turn.file());
            values.put("task", turn.task());
        } catch (IOException e) {
            return Answered.failed("", "cannot read the file of the prompt: " + e);
        }
        Optional<Script.Rule> rule = use.take(values.getOrDefault("task", ""));
        if (rule.isEmpty()) {
            return Answered.failed("", "no rule of the script is for this prompt");
        }
        Scripted scripted = new Scripted(turn, values);
        TurnEnd end = scripted.play(rule.get().actions());
        return end == null ? scripted.defaultEnd() : end;
    }

    /** One turn that follows the script. */
    private final class Scripted {
        private final Turn turn;
        private final Map<String, String> values;
        private CommandRunner.@Nullable Outcome lastRun;

        Scripted(Turn turn, Map<String, String> values) {
            this.turn = turn;
            this.values = values;
        }

        /** Plays the actions up to the one that ends the turn; null if none does. */
        @Nullable
        TurnEnd play(List<Action> actions) throws InterruptedException {
            for (Action action : actions) {
                TurnEnd end = play(action);
                if (end != null) {
                    return end;
                }
            }
            return null;
        }

        /** A list without an ending action ends with what the last command said. */
        TurnEnd defaultEnd() {
            return lastRun != null ? lastRun.end() : Answered.done("");
        }

        private @Nullable TurnEnd play(Action action) throws InterruptedException {
            switch (action) {
                case Action.Answer answer -> {
                    String text = filled(answer.text());
                    turn.show(text);
                    return new Answered(text, false, "", null, answer.usage());
                }
                case Action.Fail fail -> {
                    String text = filled(fail.answer());
                    turn.show(text);
                    return new Answered(text, true, filled(fail.detail()), fail.exitCode(), Map.of());
                }
                case Action.ApiError error -> {
                    return new TurnEnd.ApiError(error.error(), filled(error.detail()));
                }
                case Action.Exit exit -> {
                    return new TurnEnd.Leave(exit.code());
                }
                case Action.Permission permission -> {
                    return permission(permission);
                }
                case Action.Question question -> {
                    values.put("answer", turn.ask(filled(question.text()), question.choices()));
                    return play(question.then().getOrDefault(values.get("answer"), List.of()));
                }
                case Action.Silent _ -> new CountDownLatch(1).await();
                case Action.Crash crash -> death.die(crash.how());
                case Action.Say say -> turn.show(filled(say.text()) + "\n");
                case Action.Work work -> work(filled(work.what()), work.millis());
                case Action.Background background -> background(background);
                case Action.FalseEnd end -> turn.claimEnd(Answered.done(filled(end.text())));
                case Action.Retrying retrying -> retry(retrying);
                case Action.Garbage garbage -> turn.garbage(garbage.text());
                case Action.Flood flood -> flood(flood.lines());
                case Action.Run run -> run(run);
                case Action.Tool tool -> {
                    return tool(tool);
                }
            }
            return null;
        }

        private @Nullable TurnEnd permission(Action.Permission permission) throws InterruptedException {
            if (turn.mayUse(permission.tool(), permission.input())) {
                return play(permission.allowed());
            }
            if (permission.denied() != null) {
                return play(permission.denied());
            }
            return Answered.failed("", "the permission to use " + permission.tool() + " was denied");
        }

        private void work(String what, long millis) throws InterruptedException {
            if (!what.isEmpty()) {
                turn.working(what);
            }
            Thread.sleep(millis);
        }

        private void background(Action.Background background) {
            String id = background.id().isEmpty() ? "b" + ++backgrounds : background.id();
            turn.background(id, filled(background.description()), Duration.ofMillis(background.millis()));
        }

        private void retry(Action.Retrying retrying) throws InterruptedException {
            for (int attempt = 1; attempt <= retrying.attempts(); attempt++) {
                turn.working("API error (" + retrying.error() + ") · Retrying · attempt " + attempt + "/"
                        + retrying.attempts());
                Thread.sleep(retrying.millis());
            }
        }

        private void flood(int lines) throws InterruptedException {
            StringBuilder chunk = new StringBuilder();
            for (int i = 1; i <= lines; i++) {
                chunk.append("flood ").append(i).append(" of ").append(lines).append('\n');
                if (chunk.length() > 8_000 || i == lines) {
                    turn.show(chunk.toString());
                    chunk.setLength(0);
                }
            }
        }

        private void run(Action.Run run) throws InterruptedException {
            List<String> argv = run.argv().stream().map(this::filled).toList();
            turn.working(String.join(" ", argv));
            lastRun = runner.run(argv, values.getOrDefault("task", ""), turn);
            values.put("output", lastRun.output());
        }

        /** Null goes on; without a result the turn has failed. */
        private @Nullable TurnEnd tool(Action.Tool tool) throws InterruptedException {
            turn.working("cao: " + tool.name());
            try {
                ToolClient.Result result = tools.call(tool.name(), filled(tool.arguments()));
                values.put("result", result.text());
                result.fields().forEach((name, value) -> values.put("result." + name, String.valueOf(value)));
                turn.show(tool.name() + ": " + result.text() + "\n");
                return null;
            } catch (IOException e) {
                return Answered.failed("", "cannot call " + tool.name() + ": " + e.getMessage());
            }
        }

        private Map<String, @Nullable Object> filled(Map<String, @Nullable Object> arguments) {
            Map<String, @Nullable Object> all = new LinkedHashMap<>();
            arguments.forEach((name, value) -> all.put(name, value instanceof String text ? filled(text) : value));
            return all;
        }

        private String filled(String text) {
            return Placeholders.fill(text, values);
        }
    }
}
