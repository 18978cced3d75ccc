package dev.cao.profile;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code on}: who is told of what. */
final class HooksReader {
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");
    private static final String EXPECTED =
            "a hook such as `{ command: [notify-send, cao] }` or `{ webhook: \"https://…\" }`";

    private final Problems problems;

    HooksReader(Problems problems) {
        this.problems = problems;
    }

    List<Hook> read(Fields team) {
        List<Hook> hooks = new ArrayList<>();
        Optional<Node> node = team.node("on");
        if (node.isEmpty()) {
            return hooks;
        }
        Fields fields = Fields.of(node.get(), Keys.ON, problems);
        for (Hook.When when : Hook.When.values()) {
            fields.node(when.wireName()).ifPresent(value -> {
                List<Node> all = value instanceof Node.Sequence list ? list.items() : List.of(value);
                all.forEach(item -> hook(when, item).ifPresent(hooks::add));
            });
        }
        return hooks;
    }

    private Optional<Hook> hook(Hook.When when, Node item) {
        if (!(item instanceof Node.Mapping)) {
            problems.add(item.place(), "found " + item.found() + ", expected " + EXPECTED);
            return Optional.empty();
        }
        Fields fields = Fields.of(item, Keys.HOOK, problems);
        Duration timeout = fields.duration("timeout").orElse(Hook.DEFAULT_TIMEOUT);
        Optional<String> bearer = variable(fields, "bearer_env");
        List<String> command = RelativePaths.argv(fields.argv("command"), problems);
        Optional<Hook.Target> webhook = fields.scalar("webhook", "an address").flatMap(this::webhook);
        Optional<Hook.Target> secret = variable(fields, "webhook_env").map(Hook.Target.SecretWebhook::new);
        long given = List.of("command", "webhook", "webhook_env").stream()
                .filter(fields::has)
                .count();
        if (fields.isReadable() && given != 1) {
            problems.add(fields.place(), "expected one of `command`, `webhook` and `webhook_env` in a hook");
            return Optional.empty();
        }
        if (fields.has("command") && fields.has("bearer_env")) {
            problems.add(fields.placeOf("bearer_env"), "belongs to a webhook");
        }
        Optional<Hook.Target> target =
                command.isEmpty() ? webhook.or(() -> secret) : Optional.of(new Hook.Target.Command(command));
        return target.map(found -> new Hook(when, found, bearer, timeout));
    }

    private Optional<String> variable(Fields fields, String key) {
        return fields.scalar(key, "the name of an environment variable")
                .filter(written -> {
                    boolean fits = VARIABLE.matcher(written.text()).matches();
                    if (!fits) {
                        problems.add(
                                written.place(),
                                "expected the name of an environment variable; a secret does not belong into a profile");
                    }
                    return fits;
                })
                .map(Node.Scalar::text);
    }

    private Optional<Hook.Target> webhook(Node.Scalar written) {
        try {
            URI uri = new URI(written.text());
            boolean http = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            if (http && uri.getHost() != null && uri.getUserInfo() == null) {
                return Optional.of(new Hook.Target.Webhook(uri.toString()));
            }
        } catch (URISyntaxException _) {
            // Told below, as any other text that is no address.
        }
        problems.add(
                written.place(),
                "expected an address such as `https://example.org/cao`, without a password; `webhook_env` names a variable with a secret one");
        return Optional.empty();
    }
}
