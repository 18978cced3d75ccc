package dev.cao.provider.q;

import dev.cao.agent.AgentFact;
import dev.cao.agent.AgentProvider;
import dev.cao.agent.Capabilities;
import dev.cao.agent.CommandWords;
import dev.cao.agent.FactReader;
import dev.cao.agent.HookGuard;
import dev.cao.agent.InputBox;
import dev.cao.agent.LaunchPlan;
import dev.cao.agent.LaunchRequest;
import dev.cao.agent.Observer;
import dev.cao.agent.TypingGuard;
import dev.cao.agent.Watched;
import dev.cao.domain.RunEvent.Wait;
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

/**
 * Amazon Q Developer CLI and Kiro CLI, from their sources and documents: started with an agent file of the run, spoken to
 * by pastes of one line, heard by hooks that append to the worker's event log, and by their screen for what no hook tells.
 */
public final class QProvider implements AgentProvider {
    /** Words that, alone, are an answer to its question for a permission, or leave it. */
    private static final CommandWords WORDS = new CommandWords("/!@#?\\", Set.of("y", "n", "t", "q", "exit", "quit"));

    private final QKind kind;

    public QProvider(QKind kind) {
        this.kind = kind;
    }

    @Override
    public String name() {
        return switch (kind) {
            case AMAZON_Q -> "amazon-q";
            case KIRO -> "kiro";
        };
    }

    @Override
    public Capabilities capabilities() {
        return switch (kind) {
            case AMAZON_Q -> QCapabilities.AMAZON_Q;
            case KIRO -> QCapabilities.KIRO;
        };
    }

    @Override
    public boolean isAgentCli() {
        return true;
    }

    @Override
    public boolean wants(String variable) {
        return variable.equals(kind.program().variable())
                || variable.startsWith("AWS_")
                || variable.startsWith(kind == QKind.KIRO ? "KIRO_" : "AMAZON_Q_");
    }

    @Override
    public Availability probe(WorkerProfile profile, Path directory, Map<String, String> environment) {
        Optional<String> refusal = QRights.refusal(profile);
        if (refusal.isPresent()) {
            return Availability.Missing.refusing(refusal.get());
        }
        return switch (kind.program().availability(environment, capabilities())) {
            case Availability.Available(String note) ->
                engine(environment) == KiroEngine.THIRD
                        ? third(profile, note)
                        : new Availability.Available(note + "; not verified on the real CLI");
            case Availability.Missing missing -> missing;
        };
    }

    private static Availability third(WorkerProfile profile, String note) {
        if (QRights.restricted(profile)) {
            return new Availability.Missing(
                    "its engine does not keep to the rights that an agent file gives",
                    "Install a Kiro 2, or choose another provider for a worker with a role or 'tools'.");
        }
        return new Availability.Available(
                note + "; not verified on the real CLI; its engine tells no answers: use 'result: required'");
    }

    private KiroEngine engine(Map<String, String> environment) {
        return switch (kind) {
            case AMAZON_Q -> KiroEngine.SECOND_BY_ITSELF;
            case KIRO ->
                kind.program()
                        .find(environment)
                        .flatMap(program ->
                                kind.program().version(environment).map(version -> KiroEngine.of(program, version)))
                        .orElse(KiroEngine.SECOND_BY_ITSELF);
        };
    }

    @Override
    public Availability installed(Map<String, String> environment) {
        return kind.program().availability(environment, capabilities());
    }

    @Override
    public LaunchPlan plan(LaunchRequest request) {
        Path program = kind.program().require(request.environment());
        Path events = freshLog(request.home());
        QConversation conversation = QConversation.of(kind, request);
        Map<String, String> environment = request.hooked(events);
        List<String> argv = new ArrayList<>(List.of(program.toString(), "chat", "--agent", QFiles.agent(request)));
        argv.addAll(engine(request.environment()).arguments());
        argv.addAll(conversation.arguments());
        request.profile().model().ifPresent(model -> argv.addAll(List.of("--model", model)));
        if (QRights.trustsAll(request.profile())) {
            argv.add("--trust-all-tools");
        }
        return new LaunchPlan(
                argv,
                environment,
                QFiles.ofRun(request),
                QFiles.ofUser(kind, request),
                events,
                conversation.note().isEmpty() ? List.of() : List.of(conversation.note()));
    }

    private static Path freshLog(Path home) {
        int number = 1;
        while (Files.exists(QConversation.log(home, number))) {
            number++;
        }
        return QConversation.log(home, number);
    }

    @Override
    public FactReader reader() {
        return new QFacts();
    }

    @Override
    public Observer observer(Watched watched) {
        return new QObserver(kind, watched);
    }

    @Override
    public TypingGuard guard(Path home) {
        return new HookGuard(home);
    }

    @Override
    public Composer composer() {
        return new Composer(PasteLimits.NONE, List.of(Key.ENTER), List.of(Key.CTRL_U), kind.interrupt(), "/quit");
    }

    @Override
    public String harmless(String text) {
        return WORDS.harmless(text);
    }

    /** What becomes of a line break in a paste is not known: one line is typed, several go by a file. */
    @Override
    public boolean takesVerbatim(String text) {
        return text.codePoints().noneMatch(Character::isISOControl);
    }

    @Override
    public InputBox box(Screen screen) {
        return QScreen.box(kind, screen);
    }

    @Override
    public Sight sight(Screen screen) {
        return QScreen.sight(kind, screen);
    }

    @Override
    public boolean showsSubmitted(Screen screen, String typed) {
        return QScreen.showsSubmitted(screen, typed);
    }

    /** A question for a permission takes no interruption, but a refusal; the turn that goes on then is broken off. */
    @Override
    public List<Key> interruptKeys(Screen screen) {
        return QScreen.seen(kind, screen) instanceof QSeen.Permission permission && permission.line()
                ? List.of(Key.N, Key.ENTER, Key.CTRL_C)
                : composer().interrupt();
    }

    @Override
    public Optional<Reply> reply(AgentFact.Waiting request, String answer) {
        if (request.on() != Wait.PERMISSION) {
            return Optional.empty();
        }
        return switch (answer.strip()) {
            case "allow", "yes" -> Optional.of(new Reply.Select("allow"));
            case "deny", "no" -> Optional.of(new Reply.Select("deny"));
            default -> Optional.empty();
        };
    }

    @Override
    public List<Key> step(Screen screen, String choice) {
        return QScreen.seen(kind, screen) instanceof QSeen.Permission permission
                ? permission.line()
                        ? List.of(choice.equals("allow") ? Key.Y : Key.N, Key.ENTER)
                        : TuiScreen.step(screen, choice)
                : List.of();
    }

    @Override
    public boolean consents(WorkerProfile profile, Sight.Dialog dialog) {
        return QRights.trustsAll(profile);
    }
}
