package dev.cao.profile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists the agents of a search. */
final class AgentCatalog {
    private final ProviderNames providers;

    AgentCatalog(ProviderNames providers) {
        this.providers = providers;
    }

    List<AgentListing> list(AgentSearch search) {
        List<AgentListing> listings = new ArrayList<>();
        Map<String, Path> first = new HashMap<>();
        for (AgentSearch.Found found : search.all()) {
            if (isOther(found.file())) {
                continue;
            }
            Optional<Path> shadowedBy = Optional.ofNullable(first.putIfAbsent(found.name(), found.file()));
            listings.add(listing(found, shadowedBy));
        }
        return listings;
    }

    private AgentListing listing(AgentSearch.Found found, Optional<Path> shadowedBy) {
        try {
            WorkerProfile agent = new ProfileReader(List.of(), providers.known())
                    .readAgent(found.file())
                    .agent();
            return new AgentListing(
                    found.name(), found.file(), agent.description(), agent.providers(), shadowedBy, Optional.empty());
        } catch (ProfileException e) {
            return new AgentListing(
                    found.name(),
                    found.file(),
                    "",
                    List.of(),
                    shadowedBy,
                    e.problems().stream().findFirst());
        }
    }

    /** Folders of agents also hold read-me files, and the folder of a team profile other team profiles. */
    private static boolean isOther(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > SourceFile.MAX_BYTES) {
                return false;
            }
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            return file.toString().endsWith(".md")
                    ? !text.startsWith("---")
                    : text.lines().anyMatch(line -> line.startsWith("workers:"));
        } catch (IOException e) {
            return false; // listed, with the reason why it cannot be read
        }
    }
}
