package dev.cao.run;

import dev.cao.agent.AgentProvider;
import dev.cao.io.SocketPlace;
import dev.cao.io.Time;
import dev.cao.terminal.TerminalRuntime;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an orchestrator needs of the machine that it runs on.
 *
 * @param environment this process's own; workers get an allow-list of it
 * @param extraEnvironment what {@code --env} adds for workers; it may hold secrets and never reaches the journal
 * @param caoCommand the argv that starts this very cao
 * @param runtimeFolder where sockets go
 * @param bootId changes with each boot of the machine
 */
public record Machine(
        Map<String, String> environment,
        Map<String, String> extraEnvironment,
        List<String> caoCommand,
        Path runtimeFolder,
        String bootId,
        Time time,
        Terminals terminals) {
    public Machine {
        environment = Map.copyOf(environment);
        extraEnvironment = Map.copyOf(extraEnvironment);
        caoCommand = List.copyOf(caoCommand);
    }

    /** Opens the terminal runtime of a run. */
    public interface Terminals {
        /** Connects to the server that an earlier orchestrator of the run started; empty if it is gone. */
        Optional<TerminalRuntime> connect(
                SocketPlace socket, Path folder, String label, TerminalRuntime.Listener listener)
                throws InterruptedException;

        /**
         * @param socket of the run's own terminal server
         * @param folder for its start files and what programs print
         * @param label the run's name as people see it
         */
        TerminalRuntime start(SocketPlace socket, Path folder, String label, TerminalRuntime.Listener listener)
                throws InterruptedException;
    }

    /** Returns what a worker of this provider is started with. */
    public Map<String, String> workerEnvironment(AgentProvider provider) {
        Map<String, String> variables = WorkerEnvironment.allowed(environment, provider);
        variables.putAll(extraEnvironment);
        return variables;
    }
}
