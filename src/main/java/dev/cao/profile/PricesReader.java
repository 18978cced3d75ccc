package dev.cao.profile;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads {@code prices}: by the model's name, or its beginning. */
final class PricesReader {
    private static final int DEAREST = 1_000_000;

    private final Problems problems;

    PricesReader(Problems problems) {
        this.problems = problems;
    }

    Map<String, Price> read(Fields team) {
        Optional<Node> node = team.node("prices");
        if (node.isEmpty()) {
            return Map.of();
        }
        if (!(node.get() instanceof Node.Mapping mapping)) {
            problems.add(
                    node.get().place(),
                    "found " + node.get().found()
                            + ", expected a mapping such as `{ my-model: { input: 3, output: 15 } }`");
            return Map.of();
        }
        Map<String, Price> prices = new LinkedHashMap<>();
        mapping.entries().forEach(entry -> price(entry.value()).ifPresent(price -> prices.put(entry.key(), price)));
        return prices;
    }

    private Optional<Price> price(Node node) {
        Fields fields = Fields.of(node, Keys.PRICE, problems);
        String expected = "US dollars for a million tokens, such as 3 or 0.25";
        Optional<Node> _ = fields.required("input", expected);
        Optional<Node> _ = fields.required("output", expected);
        Optional<BigDecimal> input = fields.decimal("input", DEAREST);
        Optional<BigDecimal> output = fields.decimal("output", DEAREST);
        Optional<BigDecimal> read = fields.decimal("cache_read", DEAREST);
        Optional<BigDecimal> written = fields.decimal("cache_write", DEAREST);
        return input.flatMap(in -> output.map(out -> new Price(in, out, read.orElse(in), written.orElse(in))));
    }
}
