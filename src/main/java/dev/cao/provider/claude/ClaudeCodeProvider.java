package dev.cao.provider.claude;

import dev.cao.agent.AgentFact;
import dev.cao.agent.AgentProvider;
import dev.cao.agent.Capabilities;
import dev.cao.agent.CliProgram;
import dev.cao.agent.CommandWords;
import dev.cao.agent.FactReader;
import dev.cao.agent.HookGuard;
import dev.cao.agent.InputBox;
import dev.cao.agent.LaunchPlan;
import dev.cao.agent.LaunchRequest;
import dev.cao.agent.Login;
import dev.cao.agent.Observer;
import dev.cao.agent.TypingGuard;
import dev.cao.agent.Watched;
import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.profile.WorkerProfile;
import dev.cao.terminal.Key;
import dev.cao.terminal.PasteLimits;
import dev.cao.terminal.Screen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Claude Code, tested with 2.1.330: started with files of the run and the user's own login; spoken to by pastes; heard by
 * hooks that append to the worker's event log, by its state file and by its transcript.
 */
public final class ClaudeCodeProvider implements AgentProvider {
    private static final Capabilities CAPABILITIES =
            new Capabilities("2.1.330", Capabilities.Verification.REAL_CLI, Map.of(), List.of());

    private static final CliProgram PROGRAM = new CliProgram(
            "claude-code",
            "claude",
            "CAO_CLAUDE",
            Pattern.compile("^(\\d+\\.\\d+\\.\\d+).*Claude Code"),
            "Install it: npm install -g @anthropic-ai/claude-code");

    /**
     * More lines or characters in one paste reach the model in a wrapper (2.1.330: from 4 lines or 801 characters; the
     * newline at the end of a piece begins one more line).
     */
    private static final PasteLimits LIMITS = new PasteLimits(2, 700);

    /**
     * A paste that begins with {@code ~/} arrives with the home folder in its place (2.1.330). A piece may begin with any
     * line, or inside of one that is longer than a piece.
     */
    private static final Pattern HOME_AT_START = Pattern.compile("(?m)^\\s*~|^.{600,}~/");

    private static final Composer COMPOSER =
            new Composer(LIMITS, List.of(Key.ENTER), List.of(Key.CTRL_C), List.of(Key.ESCAPE), "/exit");

    private static final CommandWords WORDS = new CommandWords("/!", Set.of("exit"));

    private static final Set<String> OWN_VARIABLES = Set.of(
            "CAO_CLAUDE",
            "CLAUDE_CONFIG_DIR",
            "CLAUDE_CODE_OAUTH_TOKEN",
            "CLAUDE_CODE_MAX_RETRIES",
            "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC",
            "CLAUDE_CODE_SKIP_BEDROCK_AUTH",
            "CLAUDE_CODE_SKIP_VERTEX_AUTH",
            "CLOUD_ML_REGION",
            "GOOGLE_APPLICATION_CREDENTIALS",
            "DISABLE_TELEMETRY",
            "DISABLE_ERROR_REPORTING",
            "IS_SANDBOX");

    @Override
    public String name() {
        return "claude-code";
    }

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public boolean isAgentCli() {
        return true;
    }

    @Override
    public boolean wants(String variable) {
        return OWN_VARIABLES.contains(variable)
                || variable.startsWith("ANTHROPIC_")
                || variable.startsWith("AWS_")
                || variable.startsWith("CLAUDE_CODE_USE_");
    }

    @Override
    public Availability probe(WorkerProfile profile, Path directory, Map<String, String> environment) {
        Optional<String> refusal = ClaudeRights.refusal(profile);
        if (refusal.isPresent()) {
            return Availability.Missing.refusing(refusal.get());
        }
        return switch (PROGRAM.availability(environment, CAPABILITIES)) {
            case Availability.Available(String note) ->
                new Availability.Available(
                        ClaudePlaces.trusts(environment, directory)
                                ? note
                                : note + "; it does not trust this folder yet, and will be told to");
            case Availability.Missing missing -> missing;
        };
    }

    @Override
    public Availability installed(Map<String, String> environment) {
        return PROGRAM.availability(environment, CAPABILITIES);
    }

    @Override
    public Login login(Map<String, String> environment) {
        return ClaudePlaces.login(environment);
    }

    @Override
    public LaunchPlan plan(LaunchRequest request) {
        Path program = PROGRAM.require(request.environment());
        Path events = request.freshLog();
        Map<String, String> environment = request.hooked(events);
        environment.put("DISABLE_AUTOUPDATER", "1");
        // A handoff may take hours: not moved to the background after 120 s, not cut off after 300 s of silence.
        environment.put("CLAUDE_CODE_MCP_AUTO_BACKGROUND_MS", "0");
        environment.put("CLAUDE_CODE_MCP_TOOL_IDLE_TIMEOUT", "0");
        environment.put("MCP_TIMEOUT", "60000");
        return new LaunchPlan(arguments(request, program), environment, ClaudeFiles.all(request), events);
    }

    private static List<String> arguments(LaunchRequest request, Path program) {
        List<String> argv = new ArrayList<>();
        argv.add(program.toString());
        argv.addAll(conversation(request));
        argv.addAll(List.of("--settings", ClaudeFiles.settings(request).toString()));
        argv.add("--mcp-config=" + ClaudeFiles.mcp(request));
        argv.add("--strict-mcp-config");
        argv.addAll(List.of("--permission-mode", "manual"));
        argv.addAll(ClaudeRights.arguments(request.profile()));
        request.profile().model().ifPresent(model -> argv.addAll(List.of("--model", model)));
        if (!request.profile().instructions().isBlank()) {
            argv.addAll(List.of(
                    "--append-system-prompt-file",
                    ClaudeFiles.instructions(request).toString()));
        }
        return argv;
    }

    @Override
    public boolean keeps(Watched ended) {
        return ClaudePlaces.holdsMessages(ClaudePlaces.transcript(
                ClaudePlaces.config(ended.environment()), ended.directory(), ended.conversation()));
    }

    /** A conversation in which nothing was ever said has no transcript, and cannot be resumed. */
    private static List<String> conversation(LaunchRequest request) {
        String id = request.nativeSession();
        Path transcript = ClaudePlaces.transcript(ClaudePlaces.config(request.environment()), request.directory(), id);
        if (!request.resume() || !Files.exists(transcript)) {
            return List.of("--session-id", id);
        }
        ClaudePlaces.running(request.environment(), id).ifPresent(pid -> {
            throw new CaoException(
                    ExitStatus.LOST,
                    "the conversation of worker '%s' is still open in process %d".formatted(request.worker(), pid),
                    "End that process, then resume.");
        });
        return List.of("--resume", id);
    }

    @Override
    public FactReader reader() {
        return new ClaudeFacts();
    }

    @Override
    public Observer observer(Watched watched) {
        return new ClaudeObserver(watched);
    }

    @Override
    public TypingGuard guard(Path home) {
        // 2.1.330 shows a dialog while its PermissionRequest hook is still running: holding that one would not help.
        return new HookGuard(home);
    }

    @Override
    public boolean answersBeforeItsTools() {
        return true;
    }

    @Override
    public Composer composer() {
        return COMPOSER;
    }

    @Override
    public String harmless(String text) {
        return WORDS.harmless(text);
    }

    @Override
    public boolean takesVerbatim(String text) {
        return CommandWords.areVerbatim(text) && !HOME_AT_START.matcher(text).find();
    }

    @Override
    public InputBox box(Screen screen) {
        return ClaudeScreen.box(screen);
    }

    @Override
    public Sight sight(Screen screen) {
        return ClaudeScreen.sight(screen);
    }

    @Override
    public Optional<Reply> reply(AgentFact.Waiting request, String answer) {
        String decision = answer.strip();
        if (request.request().startsWith("/") && Files.exists(Path.of(request.request()))) {
            return ClaudeRequests.reply(request.on(), request.form(), decision)
                    .map(line -> new Reply.Pipe(
                            Path.of(request.request()), line, ClaudeLines.answered(request.request(), decision)));
        }
        return switch (request.on()) {
            case PERMISSION ->
                switch (decision) {
                    case "allow", "yes" -> Optional.of(new Reply.Press(List.of(Key.ONE)));
                    case "deny", "no" -> Optional.of(new Reply.Press(List.of(Key.ESCAPE)));
                    default -> Optional.empty();
                };
            case QUESTION, DIALOG -> Optional.empty();
        };
    }
}
