import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Measures {@code cao mcp} against the run whose CAO_CONTROL and CAO_TOKEN it has: times as an agent CLI sees them.
 * Prints three words: milliseconds from the start to the first answer, MB of memory (PSS), milliseconds of a tool call.
 *
 * <p>Usage: {@code java BridgeClock.java RUNS COMMAND...}
 */
final class BridgeClock {
    private static final int CALLS = 200;

    private BridgeClock() {}

    public static void main(String[] args) throws Exception {
        int runs = Integer.parseInt(args[0]);
        List<String> command = Arrays.asList(args).subList(1, args.length);
        double[] starts = new double[runs];
        double[] sizes = new double[runs];
        double[] calls = new double[runs * CALLS];
        for (int run = 0; run < runs; run++) {
            long start = System.nanoTime();
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (OutputStream in = process.getOutputStream();
                    BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                ask(in, out, "initialize", "{\"protocolVersion\":\"2025-11-25\",\"clientInfo\":{\"name\":\"bench\"}}");
                starts[run] = millisSince(start);
                for (int call = 0; call < CALLS; call++) {
                    long asked = System.nanoTime();
                    ask(in, out, "tools/call", "{\"name\":\"list_workers\",\"arguments\":{}}");
                    calls[run * CALLS + call] = millisSince(asked);
                }
                sizes[run] = pss(process.pid());
            }
            process.waitFor();
        }
        System.out.printf("%.1f %.1f %.2f%n", median(starts), median(sizes), median(calls));
    }

    private static void ask(OutputStream in, BufferedReader out, String method, String parameters) throws IOException {
        String line = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + parameters + "}\n";
        in.write(line.getBytes(StandardCharsets.UTF_8));
        in.flush();
        String answer = out.readLine();
        if (answer == null || !answer.contains("\"result\"")) {
            throw new IOException(method + " was answered by " + answer);
        }
    }

    private static double millisSince(long start) {
        return (System.nanoTime() - start) / 1e6;
    }

    private static double pss(long pid) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
            if (line.startsWith("Pss:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
            }
        }
        return 0;
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
