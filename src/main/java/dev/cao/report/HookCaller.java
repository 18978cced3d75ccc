package dev.cao.report;

import dev.cao.io.Reasons;
import dev.cao.io.Subprocess;
import dev.cao.profile.Hook;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Makes one attempt to tell a hook. Follows no redirect: an address that moved may be anybody's. Safe for many threads. */
final class HookCaller {
    private static final int TOO_MANY_REQUESTS = 429;

    private final Map<String, String> environment;
    private final Path directory;

    HookCaller(Map<String, String> environment, Path directory) {
        this.environment = environment;
        this.directory = directory;
    }

    /** What became of an attempt. */
    sealed interface Answer {
        String why();

        record Taken() implements Answer {
            @Override
            public String why() {
                return "";
            }
        }

        /** Another attempt may do better. */
        record Busy(String why) implements Answer {}

        /** None will. */
        record Refused(String why) implements Answer {}
    }

    /** Names the hook without what may be secret: of an address only its host. */
    String nameOf(Hook hook) {
        String target = switch (hook.target()) {
            case Hook.Target.Command command -> "command " + command.argv().getFirst();
            case Hook.Target.Webhook webhook ->
                "webhook at " + URI.create(webhook.url()).getHost();
            case Hook.Target.SecretWebhook secret -> "webhook of " + secret.variable();
        };
        return "the hook for '%s' (%s)".formatted(hook.when().wireName(), target);
    }

    Answer call(Hook hook, String event) throws InterruptedException {
        return switch (hook.target()) {
            case Hook.Target.Command command -> run(command, hook.timeout(), event);
            case Hook.Target.Webhook webhook -> post(webhook.url(), hook, event);
            case Hook.Target.SecretWebhook secret -> post(environment.getOrDefault(secret.variable(), ""), hook, event);
        };
    }

    private Answer run(Hook.Target.Command command, Duration timeout, String event) throws InterruptedException {
        try {
            // It may be cao that runs it, inside of a worker of another run: its token is none of the hook's business.
            Subprocess.Result result =
                    Subprocess.run(command.argv(), directory, Map.of("CAO_TOKEN", ""), event + "\n", timeout);
            if (result.ok()) {
                return new Answer.Taken();
            }
            return result.timedOut()
                    ? new Answer.Busy("it did not end within %ds".formatted(timeout.toSeconds()))
                    : new Answer.Busy("exit code " + result.exitCode());
        } catch (IOException e) {
            return new Answer.Refused("it cannot be started: " + Reasons.of(e));
        }
    }

    private Answer post(String address, Hook hook, String event) throws InterruptedException {
        HttpRequest.Builder request;
        try {
            request = HttpRequest.newBuilder(URI.create(address.strip()))
                    .header("Content-Type", "application/json")
                    .header("User-Agent", "cao")
                    .timeout(hook.timeout())
                    .POST(HttpRequest.BodyPublishers.ofString(event));
            hook.bearer()
                    .map(variable -> environment.getOrDefault(variable, "").strip())
                    .ifPresent(token -> request.header("Authorization", "Bearer " + token));
        } catch (IllegalArgumentException _) {
            return new Answer.Refused("its address or its token cannot be used"); // the words would hold the secret
        }
        try (HttpClient client = HttpClient.newBuilder()
                .connectTimeout(hook.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build()) {
            CompletableFuture<HttpResponse<Void>> sent =
                    client.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding());
            try {
                return of(sent.get(hook.timeout().toMillis(), TimeUnit.MILLISECONDS)
                        .statusCode());
            } catch (TimeoutException _) {
                return new Answer.Busy(
                        "no answer within %ds".formatted(hook.timeout().toSeconds()));
            } catch (ExecutionException e) {
                Throwable cause = e.getCause();
                return new Answer.Busy(
                        cause == null ? "no connection" : cause.getClass().getSimpleName());
            } finally {
                sent.cancel(true);
                client.shutdownNow();
            }
        }
    }

    private static Answer of(int status) {
        if (status >= 200 && status < 300) {
            return new Answer.Taken();
        }
        return status == TOO_MANY_REQUESTS || status >= 500
                ? new Answer.Busy("HTTP status " + status)
                : new Answer.Refused("HTTP status " + status);
    }
}
