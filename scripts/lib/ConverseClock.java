import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Measures runs that a model of Bedrock leads, which is played on the loopback interface and answers at once. Prints three
 * words in milliseconds: from the start of a run with a plan to its first task; from the start of a run with a model to its
 * first answer; our own time for a turn, from an answer until the next request is there (median; by the twentieth of a run
 * its code is compiled). The model's worker is busy all the time, so that nothing but the conversation goes on.
 *
 * <p>Usage: {@code java ConverseClock.java RUNS CAO PLAN.yaml MODEL.yaml DIR}
 */
final class ConverseClock {
    private static final int TURNS = 60;
    private static final int WARM = 20;

    private final List<Double> own = new ArrayList<>();
    private final List<Long> arrived = new CopyOnWriteArrayList<>();
    private final List<Long> answered = new CopyOnWriteArrayList<>();

    private ConverseClock() {}

    public static void main(String[] args) throws Exception {
        new ConverseClock()
                .measure(Integer.parseInt(args[0]), Arrays.asList(args).subList(1, args.length));
    }

    private void measure(int runs, List<String> words) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        double[] plans = new double[runs];
        double[] models = new double[runs];
        try {
            for (int run = -1; run < runs; run++) {
                double plan = until(": t1 from supervisor", words, 1, server);
                arrived.clear();
                answered.clear();
                double model = until(": turn 1:", words, 2, server);
                if (run < 0) {
                    own.clear(); // the first of each warms files up
                    continue;
                }
                plans[run] = plan;
                models[run] = model;
                for (int turn = WARM; turn < arrived.size(); turn++) {
                    own.add((arrived.get(turn) - answered.get(turn - 1)) / 1e6);
                }
            }
        } finally {
            server.stop(0);
        }
        double[] turns = own.stream().mapToDouble(Double::doubleValue).toArray();
        System.out.printf("%.1f %.1f %.2f%n", median(plans), median(models), median(turns));
    }

    /** Runs it to its end, and returns when that line came. */
    private double until(String line, List<String> words, int profile, HttpServer server) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                words.get(0), "launch", "--ci", "--yes", "--profile", words.get(profile), "--dir", words.get(3));
        builder.environment()
                .put(
                        "AWS_ENDPOINT_URL_BEDROCK_RUNTIME",
                        "http://127.0.0.1:" + server.getAddress().getPort());
        builder.environment().put("AWS_REGION", "us-east-1");
        builder.environment().put("AWS_ACCESS_KEY_ID", "nobody");
        builder.environment().put("AWS_SECRET_ACCESS_KEY", "nobody");
        builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        long start = System.nanoTime();
        Process process = builder.start();
        process.getOutputStream().close();
        double came = -1;
        List<String> said = new ArrayList<>();
        try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
            for (String next = err.readLine(); next != null; next = err.readLine()) {
                said.add(next);
                if (came < 0 && next.contains(line)) {
                    came = (System.nanoTime() - start) / 1e6;
                }
            }
        }
        if (process.waitFor() != 0 || came < 0) {
            throw new IOException("the run failed:\n" + String.join("\n", said));
        }
        return came;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            arrived.add(System.nanoTime());
            byte[] body = body(arrived.size()).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.getResponseBody().flush();
            answered.add(System.nanoTime());
        }
    }

    private static String body(int turn) {
        String call = turn == 1
                ? call("assign", "{\"agent_profile\":\"one\",\"message\":\"Begin.\"}")
                : turn <= TURNS
                        ? call("send_message", "{\"receiver_id\":\"one\",\"message\":\"Note " + turn + "\"}")
                        : call("finish", "{\"status\":\"done\",\"summary\":\"Measured.\",\"cancel_open\":true}");
        return "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[{\"text\":\"I decide.\"}," + call
                + "]}},\"stopReason\":\"tool_use\",\"usage\":{\"inputTokens\":10,\"outputTokens\":5,\"totalTokens\":15},"
                + "\"metrics\":{\"latencyMs\":1}}";
    }

    private static String call(String name, String input) {
        return "{\"toolUse\":{\"toolUseId\":\"use\",\"name\":\"" + name + "\",\"input\":" + input + "}}";
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return (values[(values.length - 1) / 2] + values[values.length / 2]) / 2;
    }
}
