package dev.cao.profile;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The providers that a profile may name. */
record ProviderNames(Set<String> known) {
    /** Every agent CLI that cao knows, in the order of its own table. */
    static final String AUTO = "auto";

    static final String COMMAND = "command";
    static final String STAND_IN = "stand-in";
    static final String PLAN = "plan";
    private static final List<String> MODELS = List.of("bedrock", "bedrock-agent", "openai");

    ProviderNames {
        known = Set.copyOf(known);
    }

    Set<String> ofWorkers() {
        Set<String> names = new TreeSet<>(known);
        names.add(AUTO);
        return names;
    }

    /** Any agent CLI may supervise; a plain command cannot. */
    Set<String> ofSupervisors() {
        Set<String> names = new TreeSet<>(known);
        names.remove(COMMAND);
        names.add(AUTO);
        names.addAll(MODELS);
        names.add(PLAN);
        return names;
    }
}
