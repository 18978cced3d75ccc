import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Prints the median of the wall times, in milliseconds, of RUNS starts of a command: Stopwatch RUNS COMMAND... */
final class Stopwatch {
    private Stopwatch() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int runs = Integer.parseInt(arguments[0]);
        List<String> command = List.of(arguments).subList(1, arguments.length);
        time(command); // warms the files up, not counted
        double[] times = new double[runs];
        for (int run = 0; run < runs; run++) {
            times[run] = time(command);
        }
        Arrays.sort(times);
        System.out.printf("%.1f%n", (times[(runs - 1) / 2] + times[runs / 2]) / 2);
    }

    private static double time(List<String> command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command);
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
        long start = System.nanoTime();
        Process process = builder.start();
        process.getOutputStream().close();
        int exit = process.waitFor();
        double milliseconds = (System.nanoTime() - start) / 1e6;
        if (exit != 0) {
            System.err.println("Stopwatch: exit " + exit + " of " + String.join(" ", command));
            System.exit(1);
        }
        return milliseconds;
    }
}
