package dev.cao.provider.copilot;

import dev.cao.agent.AgentFact;
import dev.cao.agent.AgentProvider;
import dev.cao.agent.Capabilities;
import dev.cao.agent.Capabilities.Cannot;
import dev.cao.agent.CliProgram;
import dev.cao.agent.CommandWords;
import dev.cao.agent.ContractCase;
import dev.cao.agent.FactReader;
import dev.cao.agent.InputBox;
import dev.cao.agent.LaunchPlan;
import dev.cao.agent.LaunchRequest;
import dev.cao.agent.Login;
import dev.cao.agent.Observer;
import dev.cao.agent.TypingGuard;
import dev.cao.agent.Watched;
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
import java.util.stream.Stream;

/**
 * GitHub Copilot CLI, tested with 1.0.102: started with a plugin of the run and the user's own login; spoken to by pastes;
 * heard by the events that it keeps of each session; its permission requests are answered by the plugin's hook.
 */
public final class CopilotProvider implements AgentProvider {
    private static final Capabilities CAPABILITIES = new Capabilities(
            "1.0.102",
            Capabilities.Verification.REAL_CLI,
            Map.of(
                    ContractCase.BACKGROUND_WORK,
                    new Cannot(
                            "what its shell leaves running is not waited for",
                            "nothing that it writes down tells of the end of such work")),
            List.of(
                    "Permissions are asked and answered through cao (`cao answer`, or the profile): its pane shows no dialog.",
                    "cao breaks a turn off by Ctrl-C; Esc twice may put the prompt back into the box instead."));

    private static final CliProgram PROGRAM = new CliProgram(
            "copilot",
            "copilot",
            "CAO_COPILOT",
            Pattern.compile("GitHub Copilot CLI (\\d+\\.\\d+\\.\\d+)"),
            "Install it: npm install -g @github/copilot");

    private static final CommandWords WORDS = new CommandWords("/!?#@&", Set.of("exit"));

    private static final Composer COMPOSER =
            new Composer(PasteLimits.NONE, List.of(Key.ENTER), List.of(Key.CTRL_C), List.of(Key.CTRL_C), "/exit");

    @Override
    public String name() {
        return "copilot";
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
        return variable.equals("CAO_COPILOT")
                || variable.startsWith("COPILOT_")
                || variable.equals("GH_TOKEN")
                || variable.equals("GITHUB_TOKEN")
                || variable.equals("GH_HOST");
    }

    @Override
    public Availability probe(WorkerProfile profile, Path directory, Map<String, String> environment) {
        return CopilotRights.refusal(profile)
                .<Availability>map(Availability.Missing::refusing)
                .orElseGet(() -> PROGRAM.availability(environment, CAPABILITIES));
    }

    @Override
    public Availability installed(Map<String, String> environment) {
        return PROGRAM.availability(environment, CAPABILITIES);
    }

    /** Without one of these variables the login is in the system's keychain, which is not asked. */
    @Override
    public Login login(Map<String, String> environment) {
        return Stream.of("COPILOT_PROVIDER_BASE_URL", "COPILOT_GITHUB_TOKEN", "GH_TOKEN", "GITHUB_TOKEN")
                .filter(variable -> !environment.getOrDefault(variable, "").isEmpty())
                .findFirst()
                .<Login>map(variable -> new Login.Found(variable + " is set"))
                .orElseGet(Login.Unknown::new);
    }

    @Override
    public LaunchPlan plan(LaunchRequest request) {
        Path program = PROGRAM.require(request.environment());
        Path log = request.freshLog();
        Map<String, String> environment = request.hooked(log);
        environment.put("CAO_TOOL_LIMIT", Long.toString(CopilotFiles.TOOL_LIMIT.toSeconds()));
        environment.put("COPILOT_AUTO_UPDATE", "false");
        // What the user's shell allows everywhere is asked for in a run.
        environment.remove("COPILOT_ALLOW_ALL");
        if (!request.profile().instructions().isBlank()) {
            environment.merge(
                    "COPILOT_CUSTOM_INSTRUCTIONS_DIRS",
                    CopilotFiles.instructions(request).toString(),
                    (users, ours) -> users + "," + ours);
        }
        Map<Path, String> files = CopilotFiles.all(request);
        Path events = CopilotPlaces.events(environment, request.nativeSession());
        files.put(log, CopilotObserver.startingAt(CopilotPlaces.size(events)));
        return new LaunchPlan(arguments(request, program), environment, files, log);
    }

    private static List<String> arguments(LaunchRequest request, Path program) {
        List<String> argv = new ArrayList<>();
        argv.add(program.toString());
        // Goes on with the session of that id, or begins it.
        argv.add("--session-id=" + request.nativeSession());
        argv.addAll(List.of("--plugin-dir", CopilotFiles.plugin(request).toString()));
        argv.add("--additional-mcp-config=@" + CopilotFiles.mcp(request));
        argv.add("--allow-tool=cao");
        argv.add("--add-dir=" + request.texts());
        argv.addAll(List.of("--no-auto-update", "--no-remote"));
        argv.addAll(CopilotRights.arguments(request.profile()));
        request.profile().model().ifPresent(model -> argv.addAll(List.of("--model", model)));
        return argv;
    }

    @Override
    public FactReader reader() {
        return new CopilotFacts();
    }

    @Override
    public Observer observer(Watched watched) {
        return new CopilotObserver(watched);
    }

    @Override
    public TypingGuard guard(Path home) {
        return new CopilotGuard(home);
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
        return CommandWords.areVerbatim(text);
    }

    @Override
    public boolean isReadyOnScreen() {
        return true;
    }

    @Override
    public InputBox box(Screen screen) {
        return CopilotScreen.box(screen);
    }

    @Override
    public Sight sight(Screen screen) {
        return CopilotScreen.sight(screen);
    }

    @Override
    public Optional<Reply> reply(AgentFact.Waiting request, String answer) {
        return CopilotRequests.reply(request, answer.strip());
    }
}
