package dev.cao.profile;

import java.util.Map;
import java.util.Optional;

/** Shows how models are reached and what they cost, as a profile would say it; what is not set is left out. */
final class SettingsView {
    private final YamlLines out;

    SettingsView(YamlLines out) {
        this.out = out;
    }

    void show(String lead, ModelSettings settings) {
        text(lead, "region", settings.region());
        text(lead, "endpoint", settings.endpoint());
        text(lead, "base_url", settings.baseUrl());
        text(lead, "api_key_env", settings.apiKeyEnv());
        text(lead, "agent_id", settings.agent().map(ModelSettings.Agent::id));
        text(lead, "agent_alias", settings.agent().map(ModelSettings.Agent::alias));
        settings.maxTokens().ifPresent(value -> raw(lead, "max_tokens", String.valueOf(value)));
        settings.temperature().ifPresent(value -> raw(lead, "temperature", value.toPlainString()));
        settings.guardrail()
                .ifPresent(guardrail -> raw(
                        lead,
                        "guardrail",
                        "{ id: %s, version: %s }"
                                .formatted(YamlLines.scalar(guardrail.id()), YamlLines.scalar(guardrail.version()))));
        settings.cache().ifPresent(value -> raw(lead, "cache", String.valueOf(value)));
        if (!settings.fields().equals("{}")) {
            raw(lead, "model_fields", settings.fields());
        }
        if (!settings.timeout().equals(ModelSettings.DEFAULT_TIMEOUT)) {
            raw(lead, "timeout", YamlLines.duration(settings.timeout()));
        }
        if (!settings.patience().equals(ModelSettings.DEFAULT_PATIENCE)) {
            raw(lead, "patience", YamlLines.duration(settings.patience()));
        }
    }

    void show(Map<String, Price> prices) {
        if (prices.isEmpty()) {
            return;
        }
        raw("", "prices", "");
        prices.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> {
            Price price = entry.getValue();
            raw(
                    "  ",
                    YamlLines.scalar(entry.getKey()),
                    "{ input: %s, output: %s, cache_read: %s, cache_write: %s }"
                            .formatted(
                                    price.input().toPlainString(),
                                    price.output().toPlainString(),
                                    price.cacheRead().toPlainString(),
                                    price.cacheWrite().toPlainString()));
        });
    }

    private void text(String lead, String key, Optional<String> value) {
        value.ifPresent(text -> out.value(lead, key, text, Optional.empty()));
    }

    private void raw(String lead, String key, String value) {
        out.raw(lead, key, value, Optional.empty());
    }
}
