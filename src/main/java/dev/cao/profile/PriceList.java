package dev.cao.profile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cao.io.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Prices of models: those that a profile gives, then those that cao brings along ({@code prices.json}, with source and
 * date). Immutable.
 */
public final class PriceList {
    /** {@code us.} and the like: where Bedrock runs the model. */
    private static final Pattern AREA = Pattern.compile("^(us|eu|apac|jp|au|ca|us-gov|global)\\.");

    private static final String VENDOR = "anthropic.";

    private final Map<String, Price> given;

    /** @param given by the name or id of the model, or the beginning of it */
    public PriceList(Map<String, Price> given) {
        this.given = Map.copyOf(given);
    }

    private static final class Known {
        private static final JsonNode FILE = read();

        /** By the id of a model: the same one is asked for after each turn. */
        private static final Map<String, Optional<Price>> FOUND = new ConcurrentHashMap<>();

        private static JsonNode read() {
            try (InputStream in = PriceList.class.getResourceAsStream("prices.json")) {
                return Json.MAPPER.readTree(in);
            } catch (IOException e) {
                throw new UncheckedIOException("prices.json cannot be read", e);
            }
        }
    }

    /** Returns the cost in US dollars; empty: nobody has said what that model costs. */
    public Optional<Double> cost(String model, long input, long output, long cacheRead, long cacheWrite) {
        return of(model).map(price -> price.of(input, output, cacheRead, cacheWrite));
    }

    public Optional<Price> of(String model) {
        String id = model.substring(model.lastIndexOf('/') + 1);
        Optional<Price> own = longest(given, model, () -> longest(given, id, Optional::empty));
        return own.isPresent() ? own : Known.FOUND.computeIfAbsent(id, PriceList::known);
    }

    private static Optional<Price> longest(
            Map<String, Price> prices, String model, Supplier<Optional<Price>> otherwise) {
        Optional<Price> found = prices.keySet().stream()
                .filter(model::startsWith)
                .max(Comparator.comparingInt(String::length))
                .map(prices::get);
        return found.isPresent() ? found : otherwise.get();
    }

    private static Optional<Price> known(String id) {
        String plain = AREA.matcher(id).replaceFirst("");
        boolean regional = plain.startsWith(VENDOR) && !id.startsWith("global.");
        String name = plain.startsWith(VENDOR) ? plain.substring(VENDOR.length()) : plain;
        return Known.FILE.path("models").properties().stream()
                .filter(entry -> name.startsWith(entry.getKey()))
                .max(Comparator.comparingInt(entry -> entry.getKey().length()))
                .map(entry -> price(entry.getValue(), regional));
    }

    private static Price price(JsonNode json, boolean regional) {
        Price price = new Price(
                json.path("input").decimalValue(),
                json.path("output").decimalValue(),
                json.path("cache_read").decimalValue(),
                json.path("cache_write").decimalValue());
        return regional && json.has("regional")
                ? price.times(json.path("regional").decimalValue())
                : price;
    }

    /** Returns where the prices that cao brings along come from, and of when: {@code https://…, 2026-11-26}. */
    public static String source() {
        return Known.FILE.path("source").asText() + ", "
                + Known.FILE.path("date").asText();
    }
}
