package dev.cao.provider.qwen;

import dev.cao.agent.AgentFact;
import dev.cao.agent.AgentProvider;
import dev.cao.agent.Capabilities;
import dev.cao.agent.CliProgram;
import dev.cao.agent.CommandWords;
import dev.cao.agent.FactReader;
import dev.cao.agent.InputBox;
import dev.cao.agent.LaunchPlan;
import dev.cao.agent.LaunchRequest;
import dev.cao.agent.Login;
import dev.cao.agent.Observer;
import dev.cao.agent.TypingGuard;
import dev.cao.agent.Watched;
import dev.cao.io.Json;
import dev.cao.profile.WorkerProfile;
import dev.cao.terminal.Key;
import dev.cao.terminal.PasteLimits;
import dev.cao.terminal.Screen;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Qwen Code, tested with 0.24.4: started with settings of the run before the user's own, and the user's login; given its
 * texts by the file that it reads input from, since a paste in the last second of a turn is lost; heard by hooks that append
 * to the worker's event log, and by its transcript.
 */
public final class QwenProvider implements AgentProvider {
    private static final Capabilities CAPABILITIES = new Capabilities(
            "0.24.4",
            Capabilities.Verification.REAL_CLI,
            Map.of(),
            List.of(
                    "Texts go by the file of `--input-file`, not by keys: a draft in its box stays as it is.",
                    "A permission or a question is answered by the profile or with `cao answer`: Qwen Code asks cao's hook, and shows no dialog of its own.",
                    "It works in the mode `default`; shell commands and changes are asked for also where the user's own rules allow them. Plan mode, scheduled prompts, worktrees and teams of its own are switched off, and so is its memory, which would ask the model behind the back of a run.",
                    "Its pane speaks English, whatever the user's language: that is how a draft in its box is told from a hint.",
                    "With a role or `tools: allow`, only cao's MCP server is there, none of the user's.",
                    "Where a task names an existing file as `@path`, Qwen Code adds that file's content. A text that it would change around such a name (a line that begins with `@`) goes by a file that the agent is asked to read."));

    private static final CliProgram PROGRAM = new CliProgram(
            "qwen",
            "qwen",
            "CAO_QWEN",
            Pattern.compile("^(\\d+\\.\\d+\\.\\d+)\\S*$"),
            "Install it: npm install -g @qwen-code/qwen-code");

    private static final Composer COMPOSER =
            new Composer(PasteLimits.NONE, List.of(Key.ENTER), List.of(Key.CTRL_C), List.of(Key.ESCAPE), "/quit");

    private static final CommandWords WORDS = new CommandWords("/!", Set.of("exit", "quit", ":q", "?"));

    /** A text with one of these is taken apart at each @ (0.24.4). */
    private static final Pattern MENTION = Pattern.compile("^@|\\s@");
    /** And comes back with a space before each that had none, and without line ends between two of them. */
    private static final Pattern UNTIDY = Pattern.compile("[^ ]@|\\s\\s@|@\\S*\\\\");

    @Override
    public String name() {
        return "qwen";
    }

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public boolean isAgentCli() {
        return true;
    }

    /** Qwen Code speaks to many models, each with a key of its own. What it tells its own children is not for another one. */
    @Override
    public boolean wants(String variable) {
        return variable.equals("CAO_QWEN")
                || variable.equals("QWEN_HOME")
                || variable.equals("QWEN_RUNTIME_DIR")
                || variable.equals("QWEN_MODEL")
                || variable.equals("QWEN_TLS_INSECURE")
                || variable.equals(QwenPlaces.SYSTEM_SETTINGS)
                || variable.equals(QwenPlaces.SYSTEM_DEFAULTS)
                || variable.equals(QwenPlaces.TRUSTED_FOLDERS)
                || variable.startsWith("OPENAI_")
                || variable.startsWith("DASHSCOPE_")
                || variable.startsWith("ANTHROPIC_")
                || variable.startsWith("GOOGLE_")
                || variable.endsWith("_API_KEY");
    }

    @Override
    public Availability probe(WorkerProfile profile, Path directory, Map<String, String> environment) {
        Optional<String> refusal = QwenRights.refusal(profile);
        if (refusal.isPresent()) {
            return Availability.Missing.refusing(refusal.get());
        }
        Availability installed = installed(environment);
        // It would say that it takes input, and show its wizard instead.
        return installed instanceof Availability.Available
                        && QwenPlaces.login(environment, List.of(directory)) instanceof Login.Missing missing
                ? new Availability.Missing(missing.fact(), missing.advice())
                : installed;
    }

    @Override
    public Availability installed(Map<String, String> environment) {
        return PROGRAM.availability(environment, CAPABILITIES);
    }

    @Override
    public Login login(Map<String, String> environment) {
        return QwenPlaces.login(environment, List.of());
    }

    @Override
    public LaunchPlan plan(LaunchRequest request) {
        Path program = PROGRAM.require(request.environment());
        Path events = request.freshLog();
        Map<String, String> environment = request.hooked(events);
        environment.put("CAO_TOOL_LIMIT", Long.toString(QwenFiles.TOOL_LIMIT.toSeconds()));
        environment.put(QwenPlaces.SYSTEM_SETTINGS, QwenFiles.settings(request).toString());
        environment.put(
                QwenPlaces.SYSTEM_DEFAULTS,
                QwenPlaces.systemDefaults(request.environment()).toString());
        environment.put(QwenPlaces.TRUSTED_FOLDERS, QwenFiles.trusted(request).toString());
        // Its launcher starts it with room enough; a second start of itself would only take longer.
        environment.put("QWEN_CODE_NO_RELAUNCH", "true");
        environment.putIfAbsent("COLORTERM", "truecolor");
        return new LaunchPlan(arguments(request, program, events), environment, QwenFiles.all(request, events), events);
    }

    private static List<String> arguments(LaunchRequest request, Path program, Path events) {
        List<String> argv = new ArrayList<>();
        argv.add(program.toString());
        boolean resumes = request.resume() && QwenPlaces.spoken(request.home(), request.nativeSession());
        argv.addAll(List.of(resumes ? "--resume" : "--session-id", request.nativeSession()));
        argv.addAll(List.of("--approval-mode", "default"));
        argv.addAll(List.of("--input-file", QwenFiles.input(events).toString()));
        argv.addAll(List.of("--include-directories", request.texts().toString()));
        if (QwenRights.isRestricted(request.profile())) {
            argv.addAll(List.of("--allowed-mcp-server-names", "cao"));
        }
        if (!request.profile().instructions().isBlank()) {
            argv.addAll(List.of("--append-system-prompt", request.profile().instructions()));
        }
        request.profile().model().ifPresent(model -> argv.addAll(List.of("--model", model)));
        return argv;
    }

    @Override
    public FactReader reader() {
        return new QwenFacts();
    }

    @Override
    public Observer observer(Watched watched) {
        return new QwenObserver(watched);
    }

    @Override
    public TypingGuard guard(Path home) {
        return new QwenGuard(home);
    }

    @Override
    public Composer composer() {
        return COMPOSER;
    }

    /** Qwen Code passes over the id. */
    @Override
    public Optional<Reply.Append> handover(Path eventLog, String id, String text) {
        String line =
                Json.line(Json.object().put("type", "submit").put("id", id).put("text", text));
        return Optional.of(new Reply.Append(QwenFiles.input(eventLog), line));
    }

    @Override
    public String harmless(String text) {
        return WORDS.harmless(text);
    }

    @Override
    public boolean takesVerbatim(String text) {
        String stripped = text.strip();
        boolean changed =
                MENTION.matcher(stripped).find() && UNTIDY.matcher(stripped).find();
        return stripped.indexOf('\r') < 0 && !changed;
    }

    @Override
    public InputBox box(Screen screen) {
        return QwenScreen.box(screen);
    }

    @Override
    public Sight sight(Screen screen) {
        return QwenScreen.sight(screen);
    }

    @Override
    public Optional<Reply> reply(AgentFact.Waiting request, String answer) {
        return QwenRequests.reply(request, answer.strip());
    }
}
