package dev.cao.provider.codex;

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
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Codex, tested with 0.169.0: started with everything of cao's on its command line and the user's own login; spoken to by
 * pastes; heard by its transcript, and by two hooks that append to the worker's event log.
 */
public final class CodexProvider implements AgentProvider {
    private static final Capabilities CAPABILITIES = new Capabilities(
            "0.169.0",
            Capabilities.Verification.REAL_CLI,
            Map.of(
                    ContractCase.QUESTION,
                    new Cannot(
                            "its questions are text at the end of a turn",
                            "its tool that asks works in its plan mode only"),
                    ContractCase.BACKGROUND_WORK,
                    new Cannot(
                            "the task is done with the turn",
                            "no event tells what a turn leaves running, or when that ends")),
            List.of(
                    "A permission is answered by the profile or with `cao answer`; Codex shows no dialog of its own meanwhile.",
                    "It reads and writes by its shell, in a sandbox of the kernel: `reviewer` and `supervisor` may write nowhere and have no network.",
                    "Its subagents are switched off: what they do after a turn could not be told."));

    private static final CliProgram PROGRAM = new CliProgram(
            "codex",
            "codex",
            "CAO_CODEX",
            Pattern.compile("^codex-cli (\\d+\\.\\d+\\.\\d+)"),
            "Install it: npm install -g @openai/codex");

    /** Ctrl-C would leave the CLI if the box were empty by then; Ctrl-U takes a line or its end, so that eight empty most. */
    private static final Composer COMPOSER = new Composer(
            PasteLimits.NONE, List.of(Key.ENTER), Collections.nCopies(8, Key.CTRL_U), List.of(Key.ESCAPE), "/quit");

    private static final CommandWords WORDS =
            new CommandWords("/!", Set.of("exit", "quit", ":q"), Pattern.compile("(?:^|\\s)[@$]\\S*$"));

    @Override
    public String name() {
        return "codex";
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
        return variable.equals("CAO_CODEX")
                || variable.startsWith("CODEX_")
                || variable.startsWith("OPENAI_")
                || variable.startsWith("AZURE_OPENAI_")
                || variable.startsWith("AWS_");
    }

    @Override
    public Availability probe(WorkerProfile profile, Path directory, Map<String, String> environment) {
        Optional<String> refusal = CodexRights.refusal(profile);
        if (refusal.isPresent()) {
            return Availability.Missing.refusing(refusal.get());
        }
        return switch (PROGRAM.availability(environment, CAPABILITIES)) {
            case Availability.Available(String note) ->
                new Availability.Available(
                        CodexPlaces.trusts(environment, directory)
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
        return CodexPlaces.login(environment);
    }

    @Override
    public LaunchPlan plan(LaunchRequest request) {
        Path program = PROGRAM.find(request.environment())
                .map(CodexPlaces::program)
                .orElseThrow(() -> new CaoException(
                        ExitStatus.USAGE, "'codex' is gone from the PATH", "Install it again, then resume."));
        Path events = CodexPlaces.freshLog(request.home(), request.nativeSession());
        Map<String, String> environment = request.hooked(events);
        return new LaunchPlan(CodexArguments.of(request, program), environment, CodexArguments.files(request), events);
    }

    @Override
    public boolean keeps(Watched ended) {
        return CodexPlaces.thread(ended.home(), ended.conversation()).isPresent();
    }

    @Override
    public FactReader reader() {
        return new CodexFacts();
    }

    @Override
    public Observer observer(Watched watched) {
        return new CodexRollout(watched);
    }

    @Override
    public TypingGuard guard(Path home) {
        return new CodexRequests(home);
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
        return text.indexOf('\r') < 0;
    }

    @Override
    public boolean isReadyOnScreen() {
        return true;
    }

    @Override
    public InputBox box(Screen screen) {
        return CodexScreen.box(screen);
    }

    @Override
    public Sight sight(Screen screen) {
        return CodexScreen.sight(screen);
    }

    @Override
    public Optional<Reply> reply(AgentFact.Waiting request, String answer) {
        return CodexRequests.reply(request, answer.strip());
    }
}
