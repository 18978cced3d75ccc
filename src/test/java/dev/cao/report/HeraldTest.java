package dev.cao.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.cao.domain.CaoException;
import dev.cao.profile.Hook;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class HeraldTest {
    @TempDir
    private Path folder;

    private final Queue<String> got = new ConcurrentLinkedQueue<>();
    private final Queue<String> trouble = new ConcurrentLinkedQueue<>();
    private final Queue<Integer> answers = new ArrayDeque<>();
    private final CountDownLatch hang = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void openServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(task -> Thread.ofVirtual().start(task));
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            got.add(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                            .orElse("-") + " " + exchange.getRequestURI() + " " + body);
            int status;
            synchronized (answers) {
                status = answers.isEmpty() ? 204 : answers.poll();
            }
            exchange.getResponseHeaders()
                    .add("Location", "http://127.0.0.1:" + server.getAddress().getPort() + "/elsewhere");
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.createContext("/hang", exchange -> {
            try (exchange) {
                hang.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    @AfterEach
    void closeServer() {
        hang.countDown();
        server.stop(0);
    }

    private String url(String path) {
        return "http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path);
    }

    private static Hook hook(Hook.Target target, String bearer, int seconds) {
        return new Hook(
                Hook.When.DONE,
                target,
                Optional.of(bearer).filter(name -> !name.isEmpty()),
                Duration.ofSeconds(seconds));
    }

    private Herald herald(Map<String, String> environment, Hook... hooks) {
        return new Herald(List.of(hooks), environment, folder, trouble::add);
    }

    @Test
    void aWebhookGetsTheEventWithItsToken() throws InterruptedException {
        Herald herald = herald(Map.of("TOKEN", "s3cret"), hook(new Hook.Target.Webhook(url("/a")), "TOKEN", 10));

        herald.tell(Hook.When.DONE, "{\"v\":1}");
        herald.tell(Hook.When.FAILED, "{\"v\":2}");
        herald.close();

        assertThat(got).containsExactly("Bearer s3cret /a {\"v\":1}");
        assertThat(trouble).isEmpty();
    }

    @Test
    void aCommandGetsTheEventOnItsStandardInput() throws Exception {
        Herald herald =
                herald(Map.of(), hook(new Hook.Target.Command(List.of("sh", "-c", "cat > got; echo noise")), "", 10));

        herald.tell(Hook.When.DONE, "{\"v\":1}");
        herald.close();

        assertThat(folder.resolve("got")).hasContent("{\"v\":1}\n");
        assertThat(trouble).isEmpty();
    }

    @Test
    void whatFailsForNowIsTriedAgain() throws InterruptedException {
        answers.addAll(List.of(503, 429));
        Herald herald = herald(Map.of(), hook(new Hook.Target.Webhook(url("/a")), "", 10));

        herald.tell(Hook.When.DONE, "{}");
        herald.close();

        assertThat(got).hasSize(3);
        assertThat(trouble).isEmpty();
    }

    @Test
    void whatFailsForGoodIsToldOnceWithoutTheSecret() throws Exception {
        answers.addAll(List.of(404, 302));
        Herald herald =
                herald(Map.of("ADDRESS", url("/hidden-key")), hook(new Hook.Target.SecretWebhook("ADDRESS"), "", 10));
        herald.tell(Hook.When.DONE, "{}");
        herald.tell(Hook.When.DONE, "{}");
        herald.close();

        assertThat(trouble)
                .containsExactly(
                        "the hook for 'done' (webhook of ADDRESS) could not be told, after 1 attempt: HTTP status 404",
                        "the hook for 'done' (webhook of ADDRESS) could not be told, after 1 attempt: HTTP status 302");
        assertThat(got).hasSize(2);
    }

    @Test
    void attemptsAreBoundedAlsoAtTheEndOfARun() throws Exception {
        Herald herald =
                herald(Map.of(), hook(new Hook.Target.Command(List.of("sh", "-c", "echo x >> tries; exit 7")), "", 10));

        herald.tell(Hook.When.DONE, "{}");
        herald.close();

        assertThat(Files.readAllLines(folder.resolve("tries"))).hasSize(4);
        assertThat(trouble)
                .containsExactly("the hook for 'done' (command sh) could not be told, after 4 attempts: exit code 7");
    }

    @Test
    void oneThatHangsHoldsNobodyElseUpAndDoesNotPileUp() {
        Herald herald = herald(
                Map.of(),
                hook(new Hook.Target.Webhook(url("/hang")), "", 30),
                hook(new Hook.Target.Webhook(url("/a")), "", 30));

        for (int i = 0; i < 30; i++) {
            int size = got.size();
            herald.tell(Hook.When.DONE, "{\"v\":%d}".formatted(i));
            await().atMost(Duration.ofSeconds(20)).until(() -> got.size() > size);
        }

        assertThat(got).hasSize(30);
        assertThat(trouble).isNotEmpty().allMatch(text -> text.endsWith("is too slow: an event for it was dropped"));
    }

    @Test
    void aVariableThatIsNotSetIsRefusedBeforeTheStart() {
        assertThatThrownBy(() ->
                        Herald.check(List.of(hook(new Hook.Target.SecretWebhook("CHAT"), "", 10)), Map.of("CHAT", " ")))
                .isInstanceOf(CaoException.class)
                .hasMessageContaining("the hook for 'done' needs the variable CHAT");
    }
}
