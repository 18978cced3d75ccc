package dev.cao.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two whole runs in a folder of their own, each with a worker that does nothing: one that a plan leads, one that a model of
 * Amazon Bedrock leads. That model is played on the loopback interface, so the AWS SDK needs some credentials, which the
 * system properties {@code aws.accessKeyId} and {@code aws.secretAccessKey} give, but no network.
 */
final class RunTraining {
    private static final String TEAM = """
            name: train
            goal: Train.
            workers: [ { agent: worker, provider: command, command: [echo, Trained.] } ]
            """;
    private static final String PLAN = """
            supervisor: { provider: plan }
            plan:
              - handoff: { to: worker, task: "{{goal}}", as: answer, retry: 1 }
              - send: { to: worker, message: "{{goal}}" }
              - write: { file: answer.md, template: answer.tmpl, when: "answer.done" }
            checks: [ { file: answer.md } ]
            limits: { time: 1m }
            """;
    private static final String MODEL = """
            supervisor:
              provider: bedrock
              model: us.anthropic.claude-sonnet-4-5-20250929-v1:0
              region: us-east-1
              endpoint: http://127.0.0.1:%d
              patience: 1s
            limits: { time: 1m }
            """;
    private static final String ANSWER = """
            {"output":{"message":{"role":"assistant","content":[{"text":"I decide."},
            {"toolUse":{"toolUseId":"use","name":"%s","input":%s}}]}},
            "stopReason":"tool_use","usage":{"inputTokens":10,"outputTokens":5,"totalTokens":15},"metrics":{"latencyMs":1}}
            """;

    private final Wiring wiring;
    private final Path folder;
    private final AtomicInteger asked = new AtomicInteger();

    RunTraining(Wiring wiring, Path folder) {
        this.wiring = wiring;
        this.folder = folder;
    }

    /**
     * Runs both to their ends, whatever these are: what was not loaded will be when somebody needs it.
     *
     * @return their exit codes
     */
    List<Integer> run() throws IOException {
        Files.writeString(folder.resolve("answer.tmpl"), "{{answer}}");
        Files.createDirectories(folder.resolve("agents"));
        Files.writeString(folder.resolve("agents/worker.yaml"), "description: trains\n");
        int plan = launch("plan.yaml", PLAN);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        try {
            return List.of(
                    plan,
                    launch("model.yaml", MODEL.formatted(server.getAddress().getPort())));
        } finally {
            server.stop(0);
        }
    }

    private int launch(String name, String supervisor) throws IOException {
        Path profile = Files.writeString(folder.resolve(name), TEAM + supervisor);
        return new Commands(wiring)
                .one("launch")
                .orElseThrow()
                .execute("--profile", profile.toString(), "--dir", folder.toString(), "--ci", "--yes");
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            byte[] body = body(asked.incrementAndGet()).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static String body(int turn) {
        return switch (turn) {
            case 1 -> ANSWER.formatted("handoff", "{\"agent_profile\":\"worker\",\"message\":\"Begin.\"}");
            case 2 -> ANSWER.formatted("assign", "{\"agent_profile\":\"worker\",\"message\":\"Go on.\"}");
            case 3 -> ANSWER.formatted("send_message", "{\"receiver_id\":\"worker\",\"message\":\"Trained.\"}");
            default -> ANSWER.formatted("finish", "{\"status\":\"done\",\"summary\":\"Done.\",\"cancel_open\":true}");
        };
    }
}
