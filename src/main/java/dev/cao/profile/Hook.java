package dev.cao.profile;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Who is told when something happens in a run.
 *
 * @param bearer the environment variable whose value a webhook is sent as a bearer token
 * @param timeout of one attempt
 */
public record Hook(When when, Target target, Optional<String> bearer, Duration timeout) {
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    public Hook {
        requireNonNull(when, "when is null");
        requireNonNull(target, "target is null");
        requireNonNull(bearer, "bearer is null");
        requireNonNull(timeout, "timeout is null");
    }

    /** What it is told. */
    public enum When {
        /** Somebody is needed: a worker waits for a permission, an answer or a dialog, or the supervisor asks. */
        BLOCKED,
        /** The run has ended, and is not done; or it cannot go on. */
        FAILED,
        /** The run is done, and its checks hold. */
        DONE;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How it is told. */
    public sealed interface Target {
        /** A program with the event on its standard input. */
        record Command(List<String> argv) implements Target {
            public Command {
                argv = List.copyOf(argv);
            }
        }

        /** A POST request. */
        record Webhook(String url) implements Target {}

        /** A POST request to the address that this environment variable holds, because it is a secret. */
        record SecretWebhook(String variable) implements Target {}
    }
}
