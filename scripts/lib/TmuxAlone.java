import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program in a pane of a tmux server of its own, without cao: what the terminal takes by itself. */
final class TmuxAlone {
    private static final long DEADLINE = 600_000_000_000L;

    private TmuxAlone() {}

    /**
     * Returns what the program said: its standard output, one line.
     *
     * @param pipe what the pane's output goes through as well, for pipe-pane; empty for nothing
     */
    static String said(Path folder, String program, String pipe) throws Exception {
        Path here = Files.createDirectories(folder);
        Path answer = here.resolve("answer");
        Files.deleteIfExists(answer);
        Path script = Files.writeString(
                here.resolve("program.sh"),
                "(" + program + ") </dev/null >" + answer + ".new\n" + "mv " + answer + ".new " + answer + "\n");
        List<String> start = new ArrayList<>(List.of("new-session", "-d", "-x", "220", "-y", "50", "sh " + script));
        if (!pipe.isEmpty()) {
            start.addAll(List.of(";", "pipe-pane", pipe));
        }
        try {
            tmux(here, start);
            long deadline = System.nanoTime() + DEADLINE;
            while (!Files.exists(answer)) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("it took too long");
                }
                Thread.sleep(20);
            }
            return Files.readString(answer).strip();
        } finally {
            tmux(here, List.of("kill-server"));
        }
    }

    private static void tmux(Path here, List<String> words) throws IOException, InterruptedException {
        List<String> argv =
                new ArrayList<>(List.of("tmux", "-S", here.resolve("tmux").toString(), "-f", "/dev/null"));
        argv.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(argv);
        builder.environment().remove("TMUX");
        builder.redirectErrorStream(true).redirectOutput(here.resolve("said").toFile());
        builder.start().waitFor();
    }
}
