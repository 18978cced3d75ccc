package dev.cao.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cao.io.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model that does what the prompt says, behind an HTTP API on the loopback interface; a subclass speaks one API. The
 * newest user text with marks in it is obeyed, one mark for each message of the model since:
 *
 * <pre>
 * «say TEXT»         ends the turn with that text
 * «answer KEY»       ends the turn with the text that {@link #answer} left
 * «tool NAME JSON»   calls a tool
 * «wait KEY»         the next message comes when {@link #go} says so
 * «fail CODE TIMES»  answers that HTTP status so often before anything else
 * </pre>
 *
 * A text without marks is answered by {@code ECHO} and itself.
 */
abstract class FakeModel implements AutoCloseable {
    /** What each answer says that it cost. */
    static final int INPUT_TOKENS = 100;

    static final int OUTPUT_TOKENS = 10;

    private static final Pattern MARK = Pattern.compile("«(say|answer|tool|wait|fail) ([^»]*)»");
    private static final Pattern REMINDER =
            Pattern.compile("<(system-reminder|current_datetime|reminder)>.*?</\\1>", Pattern.DOTALL);
    private static final int PATIENCE_SECONDS = 600;

    private final HttpServer server;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> failures = new ConcurrentHashMap<>();
    private final List<String> prompts = new CopyOnWriteArrayList<>();
    private final List<ObjectNode> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger ids = new AtomicInteger();
    private volatile Mind mind = (_, _, _) -> Optional.empty();

    FakeModel() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    /** One entry of the conversation that a request holds, oldest first. Results of tools are of nobody. */
    record Entry(Speaker speaker, List<String> texts) {}

    enum Speaker {
        USER,
        MODEL,
        NOBODY
    }

    /** What the model does next. */
    sealed interface Move {
        record Say(String text) implements Move {}

        record Call(String tool, ObjectNode arguments) implements Move {}
    }

    /** Decides what the model does, where marks are not enough. */
    interface Mind {
        /**
         * Returns the next message; empty where the marks decide.
         *
         * @param prompt the newest text of the user
         * @param said how many messages the model has given since
         */
        Optional<Move> next(String prompt, int said, ObjectNode request) throws IOException;
    }

    /** Lets this decide from now on. */
    final void think(Mind mind) {
        this.mind = mind;
    }

    /** Tells whether a request to this path asks the model for a message. */
    abstract boolean asks(String path);

    /** Returns the conversation in the request. */
    abstract List<Entry> conversation(ObjectNode request);

    /** Sends the message, as a stream where the request asks for one. */
    abstract void send(HttpExchange exchange, ObjectNode request, Move move) throws IOException;

    /** Returns the body of an error as this API words it. */
    abstract ObjectNode error(int status, String text);

    /** Answers what is no question to the model, such as a list of models. */
    void serveOther(HttpExchange exchange, String path) throws IOException {
        reply(exchange, 404, error(404, "no such path: " + path));
    }

    /** Returns the answer to what a CLI asks beside the conversation, such as a title; such requests are not recorded. */
    Optional<String> aside(ObjectNode request) {
        return Optional.empty();
    }

    final String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    final void answer(String key, String text) {
        answers.put(key, text);
    }

    /** Lets the message behind {@code «wait key»} come. */
    final void go(String key) {
        gate(key).countDown();
    }

    /** Returns the texts that the model was asked, the newest user text of each request. */
    final List<String> prompts() {
        return List.copyOf(prompts);
    }

    /** Returns the requests as they came. */
    final List<ObjectNode> requests() {
        return List.copyOf(requests);
    }

    final String nextId(String prefix) {
        return prefix + ids.incrementAndGet();
    }

    private CountDownLatch gate(String key) {
        return gates.computeIfAbsent(key, _ -> new CountDownLatch(1));
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            if (!exchange.getRequestMethod().equals("POST") || !asks(path)) {
                serveOther(exchange, path);
                return;
            }
            ObjectNode request = Json.parseObject(new String(body, StandardCharsets.UTF_8));
            request.put("path", path);
            Optional<String> aside = aside(request);
            if (aside.isPresent()) {
                send(exchange, request, new Move.Say(aside.get()));
            } else {
                obey(exchange, request);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void obey(HttpExchange exchange, ObjectNode request) throws IOException, InterruptedException {
        List<Entry> conversation = conversation(request);
        Script script = script(conversation);
        prompts.add(script.newest());
        requests.add(request);
        Optional<Move> thought = mind.next(script.newest(), said(conversation), request);
        if (thought.isPresent()) {
            send(exchange, request, thought.get());
            return;
        }
        List<Mark> steps = new ArrayList<>();
        for (Mark mark : script.marks()) {
            if (mark.kind().equals("fail")) {
                String[] words = mark.text().split(" ");
                int used = failures.computeIfAbsent(script.text(), _ -> new AtomicInteger())
                        .getAndIncrement();
                if (used < Integer.parseInt(words[1])) {
                    int status = Integer.parseInt(words[0]);
                    reply(exchange, status, error(status, "fake " + words[0]));
                    return;
                }
            } else {
                steps.add(mark);
            }
        }
        send(exchange, request, move(script, steps));
    }

    /** Passes the gates before the message whose turn it is, and returns it. */
    private Move move(Script script, List<Mark> steps) throws InterruptedException {
        int message = 0;
        for (Mark step : steps) {
            if (step.kind().equals("wait")) {
                if (message == script.done()) {
                    boolean _ = gate(step.text()).await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                }
            } else if (message++ == script.done()) {
                return move(step);
            }
        }
        return new Move.Say(script.marks().isEmpty() ? "ECHO " + script.newest() : "OK");
    }

    private Move move(Mark step) {
        return switch (step.kind()) {
            case "say" -> new Move.Say(step.text());
            case "answer" -> new Move.Say(answers.getOrDefault(step.text(), "no answer " + step.text()));
            default -> {
                int space = step.text().indexOf(' ');
                yield new Move.Call(
                        step.text().substring(0, space),
                        Json.parseObject(step.text().substring(space + 1)));
            }
        };
    }

    private record Mark(String kind, String text) {}

    /** @param done how many messages the model has given to these marks already */
    private record Script(String newest, String text, List<Mark> marks, int done) {}

    private static Script script(List<Entry> conversation) {
        String newest = "";
        int answered = 0;
        for (Entry entry : conversation.reversed()) {
            answered += entry.speaker() == Speaker.MODEL ? 1 : 0;
            if (entry.speaker() != Speaker.USER) {
                continue;
            }
            for (String raw : entry.texts().reversed()) {
                String text = REMINDER.matcher(raw).replaceAll("").strip();
                newest = newest.isEmpty() ? text : newest;
                List<Mark> marks = marks(text);
                if (!marks.isEmpty()) {
                    return new Script(newest, text, marks, answered);
                }
                if (!text.isEmpty() && answered == 0) {
                    return new Script(text, text, List.of(), 0);
                }
            }
        }
        return new Script(newest, newest, List.of(), 0);
    }

    private static int said(List<Entry> conversation) {
        int said = 0;
        for (Entry entry : conversation.reversed()) {
            said += entry.speaker() == Speaker.MODEL ? 1 : 0;
            boolean speaks = entry.texts().stream()
                    .anyMatch(text -> !REMINDER.matcher(text).replaceAll("").isBlank());
            if (entry.speaker() == Speaker.USER && speaks) {
                break;
            }
        }
        return said;
    }

    private static List<Mark> marks(String text) {
        List<Mark> marks = new ArrayList<>();
        Matcher mark = MARK.matcher(text);
        while (mark.find()) {
            marks.add(new Mark(mark.group(1), mark.group(2)));
        }
        return marks;
    }

    /** Opens a stream of server-sent events. */
    static OutputStream stream(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("content-type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        return exchange.getResponseBody();
    }

    /** Sends an event that is called as its {@code type} says. */
    static void event(OutputStream out, ObjectNode event) throws IOException {
        write(out, "event: %s\ndata: %s\n\n".formatted(event.path("type").asText(), Json.line(event)));
    }

    /** Sends an event without a name. */
    static void data(OutputStream out, String data) throws IOException {
        write(out, "data: %s\n\n".formatted(data));
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    static void reply(HttpExchange exchange, int status, ObjectNode body) throws IOException {
        byte[] bytes = Json.line(body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("content-type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        gates.values().forEach(CountDownLatch::countDown);
        server.stop(0);
    }
}
