package dev.cao.profile;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Shows hooks as a profile would write them. */
final class HooksView {
    private final YamlLines out;

    HooksView(YamlLines out) {
        this.out = out;
    }

    void show(List<Hook> hooks) {
        for (Hook.When when : Arrays.asList(Hook.When.values())) {
            List<Hook> some = hooks.stream().filter(hook -> hook.when() == when).toList();
            if (!some.isEmpty()) {
                out.raw("  ", when.wireName(), "", Optional.empty());
                some.forEach(this::show);
            }
        }
    }

    private void show(Hook hook) {
        switch (hook.target()) {
            case Hook.Target.Command(List<String> argv) -> out.list("    - ", "command", argv, Optional.empty());
            case Hook.Target.Webhook(String url) -> out.value("    - ", "webhook", url, Optional.empty());
            case Hook.Target.SecretWebhook(String variable) ->
                out.value("    - ", "webhook_env", variable, Optional.empty());
        }
        hook.bearer().ifPresent(variable -> out.value("      ", "bearer_env", variable, Optional.empty()));
        out.raw("      ", "timeout", YamlLines.duration(hook.timeout()), Optional.empty());
    }
}
