package dev.cao.standin;

import dev.cao.domain.CaoException;
import dev.cao.io.Time;
import dev.cao.io.Tty;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The program {@code cao agent}. It is started once per worker, so the way to the first prompt is kept short: no command
 * line library, no JSON or YAML library, no regular expressions, and few lambdas before it is ready.
 */
public final class StandInAgent {
    private StandInAgent() {}

    /**
     * Runs the agent on standard input and output until it ends.
     *
     * @param arguments those after {@code agent}
     * @return the exit code
     */
    public static int main(List<String> arguments) {
        FileOutputStream err = new FileOutputStream(FileDescriptor.err);
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        try {
            Map<String, String> environment = System.getenv();
            Options options = Options.parse(arguments, environment);
            if (options.help()) {
                write(out, HelpText.USAGE);
                return 0;
            }
            Script script = Script.none();
            if (options.script() != null) {
                script = ScriptFile.read(options.script());
            }
            return run(options, script, environment, new FileInputStream(FileDescriptor.in), out, err);
        } catch (CaoException e) {
            write(err, "cao agent: " + e.what() + "\n" + (e.advice().isEmpty() ? "" : e.advice() + "\n"));
            return e.status().code();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return 130;
        }
    }

    private static int run(
            Options options,
            Script script,
            Map<String, String> environment,
            FileInputStream in,
            OutputStream out,
            OutputStream err)
            throws InterruptedException {
        Mailbox mailbox = new Mailbox();
        Manners manners = script.manners();
        CommandRunner runner = new CommandRunner();
        Signals.bring(mailbox, manners.ignoredSignals(), runner::kill);
        Conversation conversation = Conversation.open(options, environment, mailbox, Time.system());
        try {
            Death death = new Death(runner);
            startSlowly(manners, death, out);
            Optional<Tty> tty = Tty.open(out);
            death.restores(tty);
            Display display = display(tty, environment, out, err);
            Keys keys = new Keys(in, tty.isPresent(), mailbox);
            int code;
            try {
                keys.start();
                tty.ifPresent(terminal -> Signals.bringSize(mailbox, terminal));
                greet(display, options, conversation.history());
                AgentLoop loop = new AgentLoop(
                        new AgentLoop.Parts(
                                mailbox,
                                conversation.voice(),
                                display,
                                brain(options, script, runner, death),
                                conversation.history(),
                                hookWait(environment),
                                tty.isPresent()),
                        manners,
                        manners.trustDialog() ? Dialog.trust(System.getProperty("user.dir", ".")) : null);
                code = loop.run();
                conversation.voice().tell(AgentEvent.sessionEnd(loop.exitReason()));
                loop.turns().interrupt(true);
                runner.end();
                loop.turns().awaitThread(2_000);
            } finally {
                runner.kill();
                display.close();
                if (tty.isPresent()) {
                    tty.get().restore();
                }
                keys.close();
            }
            farewell(options, code, err);
            return code;
        } finally {
            conversation.close();
        }
    }

    private static Brain brain(Options options, Script script, CommandRunner runner, Death death) {
        if (options.script() != null) {
            return new ScriptBrain(script, runner, death, new ToolClient(options.mcp()));
        }
        return options.exec().isEmpty() ? new EchoBrain() : new CommandBrain(options.exec(), runner);
    }

    private static Display display(
            Optional<Tty> tty, Map<String, String> environment, OutputStream out, OutputStream err) {
        if (tty.isEmpty()) {
            return new PlainDisplay(out, err);
        }
        boolean colour = environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new TtyDisplay(out, tty.get().size(), colour);
    }

    private static void startSlowly(Manners manners, Death death, OutputStream out) throws InterruptedException {
        if (manners.startDelayMs() > 0) {
            Thread.sleep(manners.startDelayMs());
        }
        if (!manners.startGarbage().isEmpty()) {
            write(out, manners.startGarbage());
        }
        if (manners.startCrash() != null) {
            death.die(manners.startCrash());
        }
    }

    private static void greet(Display display, Options options, EventHistory history) {
        String name = options.name() == null ? "" : " · " + options.name();
        String what = "repeats what it is told";
        if (!options.exec().isEmpty()) {
            what = "runs " + String.join(" ", options.exec());
        } else if (options.script() != null) {
            what = "follows " + options.script();
        }
        display.note("✻ cao agent" + name, Look.ACCENT);
        display.note("  a stand-in: " + what, Look.DIM);
        if (options.resume()) {
            display.note("  remembers " + history.turns() + (history.turns() == 1 ? " turn" : " turns"), Look.DIM);
        }
    }

    /** By hand, the conversation can be found again by its id. */
    private static void farewell(Options options, int code, OutputStream err) {
        if (!options.eventsGiven() && code != 2) {
            write(err, "Go on with: cao agent --resume --session " + options.session() + "\n");
        }
    }

    private static long hookWait(Map<String, String> environment) {
        String text = environment.getOrDefault("CAO_HOOK_WAIT_MS", "");
        if (text.isEmpty()) {
            return 10_000;
        }
        try {
            return Math.clamp(Long.parseLong(text), 0, 3_600_000);
        } catch (NumberFormatException _) {
            throw Options.usage("CAO_HOOK_WAIT_MS=" + text + " is no number of milliseconds");
        }
    }

    private static void write(OutputStream to, String text) {
        try {
            to.write(text.getBytes(StandardCharsets.UTF_8));
            to.flush();
        } catch (java.io.IOException _) {
            // Nobody reads.
            return;
        }
    }
}
