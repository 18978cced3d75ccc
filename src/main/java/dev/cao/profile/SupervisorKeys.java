package dev.cao.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which key is of use to which kind of supervisor. A key that none of the named providers would read is refused. */
final class SupervisorKeys {
    private static final String BEDROCK = "bedrock";
    private static final String BEDROCK_AGENT = "bedrock-agent";
    private static final String OPENAI = "openai";
    /** Stands for every agent CLI. */
    private static final String AGENT = "an agent CLI";

    private static final Set<String> MODELS = Set.of(BEDROCK, BEDROCK_AGENT, OPENAI);
    private static final Set<String> AWS = Set.of(BEDROCK, BEDROCK_AGENT);
    private static final Set<String> ALL_BUT_PLAN = Set.of(BEDROCK, BEDROCK_AGENT, OPENAI, AGENT);
    private static final Map<String, Set<String>> USERS = Map.ofEntries(
            Map.entry("model", ALL_BUT_PLAN),
            Map.entry("instructions", ALL_BUT_PLAN),
            Map.entry("limits", ALL_BUT_PLAN),
            Map.entry("script", Set.of(ProviderNames.STAND_IN)),
            Map.entry("role", Set.of(AGENT)),
            Map.entry("tools", Set.of(AGENT)),
            Map.entry("env", Set.of(AGENT)),
            Map.entry("workdir", Set.of(AGENT)),
            Map.entry("on_restart", Set.of(AGENT)),
            Map.entry("restarts", Set.of(AGENT)),
            Map.entry("permissions", Set.of(AGENT)),
            Map.entry("region", AWS),
            Map.entry("endpoint", AWS),
            Map.entry("guardrail", AWS),
            Map.entry("max_tokens", Set.of(BEDROCK, OPENAI)),
            Map.entry("temperature", Set.of(BEDROCK, OPENAI)),
            Map.entry("model_fields", Set.of(BEDROCK, OPENAI)),
            Map.entry("cache", Set.of(BEDROCK)),
            Map.entry("timeout", MODELS),
            Map.entry("patience", MODELS),
            Map.entry("agent_id", Set.of(BEDROCK_AGENT)),
            Map.entry("agent_alias", Set.of(BEDROCK_AGENT)),
            Map.entry("base_url", Set.of(OPENAI)),
            Map.entry("api_key_env", Set.of(OPENAI)));

    private final Problems problems;

    SupervisorKeys(Problems problems) {
        this.problems = problems;
    }

    /**
     * Complains about keys without a reader.
     *
     * @param written what the supervisor's own mapping has; an agent's file may be anybody's
     * @param providers those that are known; none: they are complained about already
     */
    void check(Fields written, List<String> providers) {
        if (providers.isEmpty()) {
            return;
        }
        Set<String> kinds = providers.stream().flatMap(SupervisorKeys::kinds).collect(Collectors.toSet());
        for (Node.Entry entry : written.entries().values()) {
            Set<String> users = USERS.getOrDefault(entry.key(), kinds);
            if (kinds.stream().noneMatch(users::contains)) {
                problems.add(
                        entry.place(),
                        "the supervisor %s has no use for it (it is for %s); remove it"
                                .formatted(inWords(providers, "`, `", "`"), inWords(users, ", ", "")));
            }
        }
        if (written.has("agent_id") && kinds.equals(Set.of(BEDROCK_AGENT))) {
            written.node("guardrail")
                    .ifPresent(
                            guardrail -> problems.add(
                                    guardrail.place(),
                                    "an agent that was made in AWS has the guardrail that it was made with; remove it, or set it there"));
        }
    }

    private static Stream<String> kinds(String provider) {
        boolean isAgent = !MODELS.contains(provider) && !provider.equals(ProviderNames.PLAN);
        return isAgent ? Stream.of(AGENT, provider) : Stream.of(provider);
    }

    private static String inWords(Iterable<String> names, String between, String around) {
        List<String> sorted = new ArrayList<>();
        names.forEach(sorted::add);
        sorted.sort(String::compareTo);
        return around + String.join(between, sorted) + around;
    }
}
