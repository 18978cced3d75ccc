package dev.cao.provider.opencode;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import dev.cao.agent.TypingGuard;
import dev.cao.agent.Watched;
import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.io.Json;
import dev.cao.profile.WorkerProfile;
import dev.cao.terminal.Key;
import dev.cao.terminal.PasteLimits;
import dev.cao.terminal.Screen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * OpenCode, tested with 1.18.33: started with a configuration of the run beside the user's own; spoken to by pastes; heard
 * and answered by a plugin of ours inside of it. It opens no port: its HTTP server would serve every user of the machine.
 */
public final class OpenCodeProvider implements AgentProvider {
    private static final Capabilities CAPABILITIES = new Capabilities(
            "1.18.33",
            Capabilities.Verification.REAL_CLI,
            Map.of(
                    ContractCase.BACKGROUND_WORK,
                    new Cannot("there is no work after a turn", "its shell tool waits for what it starts")),
            List.of(
                    "Works as the agent `cao`, which is made for the run: OpenCode's rules for permissions enforce its role."));

    private static final CliProgram PROGRAM = new CliProgram(
            "opencode",
            "opencode",
            "CAO_OPENCODE",
            Pattern.compile("^(\\d+\\.\\d+\\.\\d+)$"),
            "Install it: npm install -g opencode-ai");

    private static final String CONTENT = "OPENCODE_CONFIG_CONTENT";

    private static final CommandWords WORDS =
            new CommandWords("/!", Set.of("exit"), Pattern.compile("(?:^|\\s)@\\S*$"));

    private static final Composer COMPOSER = new Composer(
            PasteLimits.NONE, List.of(Key.ENTER), List.of(Key.CTRL_C), List.of(Key.ESCAPE, Key.ESCAPE), "/exit");

    @Override
    public String name() {
        return "opencode";
    }

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public boolean isAgentCli() {
        return true;
    }

    /** OpenCode speaks to many models, each with a key of its own. */
    @Override
    public boolean wants(String variable) {
        return variable.equals("CAO_OPENCODE")
                || variable.startsWith("OPENCODE_")
                || variable.startsWith("AWS_")
                || variable.startsWith("AZURE_")
                || variable.startsWith("GOOGLE_")
                || variable.endsWith("_API_KEY");
    }

    @Override
    public Availability probe(WorkerProfile profile, Path directory, Map<String, String> environment) {
        Optional<String> refusal = OpenCodeRights.refusal(profile);
        if (refusal.isPresent()) {
            return Availability.Missing.refusing(refusal.get());
        }
        try {
            ObjectNode _ = users(environment);
        } catch (Json.NotJsonException e) {
            return new Availability.Missing("%s is no JSON object".formatted(CONTENT), "Correct or remove it.");
        }
        return PROGRAM.availability(environment, CAPABILITIES);
    }

    private static ObjectNode users(Map<String, String> environment) {
        String content = environment.getOrDefault(CONTENT, "");
        return content.isBlank() ? Json.object() : Json.parseObject(content);
    }

    @Override
    public Availability installed(Map<String, String> environment) {
        return PROGRAM.availability(environment, CAPABILITIES);
    }

    /** A provider of the user's configuration may need no login, and keys may be in the environment. */
    @Override
    public Login login(Map<String, String> environment) {
        String data = environment.getOrDefault("XDG_DATA_HOME", "");
        Path auth = (data.isEmpty() ? Path.of(environment.getOrDefault("HOME", "/"), ".local/share") : Path.of(data))
                .resolve("opencode/auth.json");
        return Files.isRegularFile(auth) ? new Login.Found(auth + " exists") : new Login.Unknown();
    }

    @Override
    public LaunchPlan plan(LaunchRequest request) {
        Path program = PROGRAM.require(request.environment());
        Path events = request.freshLog();
        Map<String, String> environment = request.hooked(events);
        environment.put("CAO_CONVERSATION", request.nativeSession());
        environment.put("CAO_TOOL_LIMIT", Long.toString(OpenCodeFiles.TOOL_LIMIT.toSeconds()));
        environment.put("OPENCODE_DISABLE_AUTOUPDATE", "1");
        environment.put(CONTENT, OpenCodeFiles.configuration(request, users(request.environment())));
        return new LaunchPlan(arguments(request, program), environment, OpenCodeFiles.all(request), events);
    }

    private static List<String> arguments(LaunchRequest request, Path program) {
        List<String> argv = new ArrayList<>(List.of(program.toString(), "--agent", OpenCodeFiles.AGENT));
        conversation(request).ifPresent(session -> argv.addAll(List.of("--session", session)));
        request.profile().model().ifPresent(model -> argv.addAll(List.of("--model", model)));
        return argv;
    }

    /** OpenCode chooses the id of a conversation itself; one in which nothing was ever said has none. */
    private static Optional<String> conversation(LaunchRequest request) {
        Path session = OpenCodeFiles.session(request);
        if (!request.resume() || !Files.exists(session)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(session).strip());
        } catch (IOException e) {
            throw new CaoException(ExitStatus.LOST, "cannot read %s: %s".formatted(session, e.getMessage()), "", e);
        }
    }

    @Override
    public boolean keeps(Watched ended) {
        return Files.exists(OpenCodeFiles.session(ended.home(), ended.conversation()));
    }

    @Override
    public FactReader reader() {
        return new OpenCodeFacts();
    }

    @Override
    public TypingGuard guard(Path home) {
        return new OpenCodeGuard(home);
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
        return OpenCodeScreen.box(screen);
    }

    @Override
    public Sight sight(Screen screen) {
        return OpenCodeScreen.sight(screen);
    }

    /** Esc twice in one go is read as another key. */
    @Override
    public Optional<Reply.Drop> interruption(Path home) {
        return Optional.of(OpenCodeRequests.interruption(home));
    }

    @Override
    public Optional<Reply> reply(AgentFact.Waiting request, String answer) {
        return OpenCodeRequests.reply(request, answer.strip());
    }
}
