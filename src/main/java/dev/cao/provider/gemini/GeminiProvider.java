package dev.cao.provider.gemini;

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
import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.profile.WorkerProfile;
import dev.cao.terminal.Key;
import dev.cao.terminal.PasteLimits;
import dev.cao.terminal.Screen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Gemini CLI, tested with 0.61.0: started with a home of its own, since hooks and MCP servers come from there alone; spoken
 * to by pastes; heard by hooks that append to the worker's event log, and by its transcript.
 */
public final class GeminiProvider implements AgentProvider {
    private static final Cannot LOSES = new Cannot(
            "an answer comes without its zero-width characters and HTML comments, and is exact in all else",
            "it removes them from what the model says before it writes its transcript or calls a hook");

    private static final Capabilities CAPABILITIES = new Capabilities(
            "0.61.0",
            Capabilities.Verification.REAL_CLI,
            Map.of(
                    ContractCase.EXACT_ANSWER,
                    LOSES,
                    ContractCase.TEXT_VERBATIM,
                    LOSES,
                    ContractCase.BACKGROUND_WORK,
                    new Cannot(
                            "the task is done with the turn",
                            "no event tells what a turn leaves running, or when that ends")),
            List.of(
                    "It needs its key in the environment (`GEMINI_API_KEY`, or Vertex AI): each worker has a home of its own in the run's folder, and a login in the browser is not copied.",
                    "A permission is answered by the profile or with `cao answer`: Gemini CLI asks cao's hook, and shows no dialog of its own.",
                    "A project whose `.gemini/settings.json` sets more than `context`, `model` and `ui` is refused, since it could overrule the worker's rights.",
                    "An answer that repeats itself is halted by its own detection of loops: the task fails as `no_result`, and its dialog about that is answered with keeping the detection.",
                    "Where a task names an existing file as `@path`, Gemini CLI adds that file's content."));

    private static final CliProgram PROGRAM = new CliProgram(
            "gemini",
            "gemini",
            "CAO_GEMINI",
            Pattern.compile("^(\\d+\\.\\d+\\.\\d+)\\S*$"),
            "Install it: npm install -g @google/gemini-cli");

    /** Enter within 40 ms of a paste that was taken in is a newline; a busy machine takes it in late. */
    private static final Duration SETTLING = Duration.ofMillis(150);

    /** Enter within 30 ms of a character is taken for a part of a paste as well; a key that writes nothing ends that. */
    private static final Composer COMPOSER = new Composer(
            PasteLimits.NONE, List.of(Key.END, Key.ENTER), List.of(Key.CTRL_C), List.of(Key.ESCAPE), "/quit", SETTLING);

    /** A backslash at the end makes Enter a newline. */
    private static final CommandWords WORDS =
            new CommandWords("/!", Set.of("exit", "quit", "?"), Pattern.compile("(?:(?:^|\\s)@\\S*|\\\\)$"));

    @Override
    public String name() {
        return "gemini";
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
        return variable.equals("CAO_GEMINI")
                || variable.equals("GEMINI_API_KEY")
                || variable.equals("GEMINI_MODEL")
                || variable.startsWith("GOOGLE_");
    }

    @Override
    public Availability probe(WorkerProfile profile, Path directory, Map<String, String> environment) {
        Optional<String> refusal = GeminiRights.refusal(profile);
        if (refusal.isPresent()) {
            return Availability.Missing.refusing(refusal.get());
        }
        Optional<String> overruled = GeminiLogin.overruled(directory);
        if (overruled.isPresent()) {
            return new Availability.Missing(overruled.get(), "Move it away, or choose another provider.");
        }
        Optional<String> keyless = GeminiLogin.missing(environment);
        if (keyless.isPresent()) {
            return new Availability.Missing(keyless.get(), "Set GEMINI_API_KEY, or choose another provider.");
        }
        return PROGRAM.availability(environment, CAPABILITIES);
    }

    @Override
    public Availability installed(Map<String, String> environment) {
        return PROGRAM.availability(environment, CAPABILITIES);
    }

    @Override
    public Login login(Map<String, String> environment) {
        return GeminiLogin.missing(environment)
                .<Login>map(why -> new Login.Missing(why, "Set GEMINI_API_KEY."))
                .orElseGet(() -> new Login.Found("by " + GeminiLogin.type(environment)));
    }

    @Override
    public LaunchPlan plan(LaunchRequest request) {
        Path program = PROGRAM.require(request.environment());
        GeminiLogin.overruled(request.directory()).ifPresent(why -> {
            throw new CaoException(ExitStatus.USAGE, why, "Move it away, then resume.");
        });
        Path events = request.freshLog();
        Map<String, String> environment = request.hooked(events);
        environment.put("GEMINI_CLI_HOME", request.home().toString());
        environment.putIfAbsent("COLORTERM", "truecolor");
        return new LaunchPlan(arguments(request, program), environment, GeminiFiles.all(request), events);
    }

    private static List<String> arguments(LaunchRequest request, Path program) {
        List<String> argv = new ArrayList<>();
        argv.add(program.toString());
        boolean resumes = request.resume() && spoken(request.home(), request.nativeSession());
        argv.addAll(List.of(resumes ? "--resume" : "--session-id", request.nativeSession()));
        // BeforeTool decides; its own dialogs would come after that.
        argv.addAll(List.of("--skip-trust", "--approval-mode", "yolo"));
        argv.addAll(List.of("--include-directories", request.texts().toString()));
        request.profile().model().ifPresent(model -> argv.addAll(List.of("-m", model)));
        return argv;
    }

    /** A conversation in which nothing was ever said cannot be resumed. */
    private static boolean spoken(Path home, String conversation) {
        Path folder = home.resolve(".gemini").resolve("tmp");
        String start = conversation.substring(0, 8);
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(start + ".jsonl"));
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public boolean keeps(Watched ended) {
        return spoken(ended.home(), ended.conversation());
    }

    @Override
    public FactReader reader() {
        return new GeminiFacts();
    }

    @Override
    public Observer observer(Watched watched) {
        return new GeminiTranscript(watched);
    }

    @Override
    public TypingGuard guard(Path home) {
        return new GeminiRequests(home);
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
    public InputBox box(Screen screen) {
        return GeminiScreen.box(screen);
    }

    @Override
    public Sight sight(Screen screen) {
        return GeminiScreen.sight(screen);
    }

    @Override
    public Optional<Reply> reply(AgentFact.Waiting request, String answer) {
        return GeminiRequests.reply(request, answer.strip());
    }
}
