package dev.cao.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.agent.AgentProvider;
import dev.cao.agent.Capabilities;
import dev.cao.agent.Capabilities.Cannot;
import dev.cao.agent.ContractCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tables of docs/providers.md are those that the providers declare. {@code -Dcao.docs=write} writes them. */
final class ProvidersDocsTest {
    private static final Path PAGE = Path.of(System.getProperty("cao.test.root", ""), "docs/providers.md");
    private static final String BEGIN = "<!-- printed: what the providers declare -->\n";
    private static final String END = "<!-- end of what is printed -->\n";

    @Test
    void tablesAreWhatTheProvidersDeclare() throws IOException {
        String page = Files.readString(PAGE);
        String real =
                page.substring(0, page.indexOf(BEGIN) + BEGIN.length()) + tables() + page.substring(page.indexOf(END));
        if (System.getProperty("cao.docs", "").equals("write")) {
            Files.writeString(PAGE, real);
        }
        assertThat(page)
                .as(
                        "tables in docs/providers.md; 'scripts/test --unit -Dtest=ProvidersDocsTest -Dcao.docs=write' writes them")
                .isEqualTo(real);
    }

    private static String tables() {
        return "\n" + versions() + "\n" + cases() + "\n" + reasons() + "\n";
    }

    /** {@code | `codex` | 0.169.0 | the real CLI, … |}. */
    private static String versions() {
        StringBuilder table = new StringBuilder("| provider | tested with | by |\n|---|---|---|\n");
        for (AgentProvider provider : AgentProviders.all()) {
            Capabilities capabilities = provider.capabilities();
            table.append("| `%s` | %s | %s |\n"
                    .formatted(
                            provider.name(),
                            capabilities.testedWith(),
                            capabilities.verification().meaning()));
        }
        return table.toString();
    }

    /** {@code | answers are exact … | ✓ | no |}. */
    private static String cases() {
        List<AgentProvider> all = AgentProviders.all();
        StringBuilder table = new StringBuilder("| what holds | ");
        table.append(all.stream().map(provider -> "`" + provider.name() + "`").collect(Collectors.joining(" | ")))
                .append(" |\n|---|")
                .append(":-:|".repeat(all.size()))
                .append("\n");
        for (ContractCase which : ContractCase.values()) {
            table.append("| ").append(which.meaning()).append(" |");
            for (AgentProvider provider : all) {
                table.append(provider.capabilities().cannot(which).isPresent() ? " no |" : " ✓ |");
            }
            table.append("\n");
        }
        return table.toString();
    }

    private static String reasons() {
        StringBuilder text = new StringBuilder();
        for (AgentProvider provider : AgentProviders.all()) {
            Capabilities capabilities = provider.capabilities();
            if (capabilities.cannot().isEmpty() && capabilities.notes().isEmpty()) {
                continue;
            }
            text.append("**`%s`**\n\n".formatted(provider.name()));
            capabilities.notes().forEach(note -> text.append("- %s\n".formatted(note)));
            Map<Cannot, List<String>> byReason = new LinkedHashMap<>();
            capabilities
                    .cannot()
                    .forEach((which, cannot) -> byReason.computeIfAbsent(cannot, _ -> new ArrayList<>())
                            .add(which.meaning()));
            byReason.forEach((cannot, cases) -> text.append("- Not so: %s. What happens: %s; %s.\n"
                    .formatted(String.join("; ", cases), cannot.reason(), cannot.fact())));
            text.append("\n");
        }
        return text.toString().stripTrailing() + "\n";
    }
}
