package dev.cao.supervisor;

import dev.cao.profile.ModelSettings;
import dev.cao.profile.PriceList;
import dev.cao.tool.ToolCatalog;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Leads a {@link Desk} with the real AWS SDK against a {@link FakeBedrock}. */
final class Bench {
    private static final Persistence EAGER =
            new Persistence(Duration.ofMillis(10), Duration.ofMillis(40), Duration.ofMillis(200));

    static {
        // What the SDK's default chain looks at first; nothing else in this process asks AWS.
        System.setProperty("aws.accessKeyId", FakeBedrock.KEY);
        System.setProperty("aws.secretAccessKey", FakeBedrock.SECRET);
    }

    private Bench() {}

    static ModelSettings settings(String url) {
        return settings(url, Duration.ofSeconds(30));
    }

    static ModelSettings settings(String url, Duration timeout) {
        return new ModelSettings(
                Optional.of("us-east-1"),
                Optional.of(url),
                Optional.of(url + "/v1"),
                Optional.of("A_KEY"),
                Optional.empty(),
                OptionalInt.of(1024),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "{}",
                timeout,
                Duration.ofMillis(200));
    }

    static Model converse(FakeBedrock bedrock) {
        return ConverseModel.open(FakeBedrock.MODEL, settings(bedrock.url()), Map.of());
    }

    static void pursue(Model model, Desk desk) throws InterruptedException {
        Models.pursue(
                model,
                new Models.Brief("run-1", "Plan the migration.", "You lead a team.", ToolCatalog.all()),
                desk,
                EAGER,
                new PriceList(Map.of()),
                Instant::now,
                desk);
    }
}
