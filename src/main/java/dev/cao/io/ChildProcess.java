package dev.cao.io;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Starts programs that take over the terminal, or that outlive it. No shell sees the arguments. */
public final class ChildProcess {
    private static final File NOTHING = new File("/dev/null");

    private ChildProcess() {}

    /**
     * Runs a program on our own terminal to its end, and returns its exit code.
     *
     * @param without variables of our environment that it does not get
     * @throws IOException if it cannot be started
     */
    public static int onThisTerminal(List<String> argv, Set<String> without) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(argv).inheritIO();
        without.forEach(builder.environment()::remove);
        return builder.start().waitFor();
    }

    /**
     * Starts a program that shows on our own terminal what we write to it.
     *
     * @param extraEnvironment what is added to our environment
     * @throws IOException if it cannot be started
     */
    public static Process reading(List<String> argv, Map<String, String> extraEnvironment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(argv)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(extraEnvironment);
        return builder.start();
    }

    /**
     * Starts a program in a session of its own, without a terminal: it lives on when ours is closed. Where there is no
     * {@code setsid} (macOS), it stays in our session and ignores the hang-up.
     *
     * @param extraEnvironment what is added to our environment
     * @param output takes what it prints; made private when missing
     * @throws IOException if it cannot be started
     */
    public static Process detached(List<String> argv, Map<String, String> extraEnvironment, Path output)
            throws IOException {
        PrivateFiles.writeNew(output, "", false);
        List<String> command = new ArrayList<>(List.of(isOnPath("setsid") ? "setsid" : "nohup"));
        command.addAll(argv);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(NOTHING)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .redirectErrorStream(true);
        builder.environment().putAll(extraEnvironment);
        return builder.start();
    }

    private static boolean isOnPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        for (String folder : path.split(":")) {
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }
}
