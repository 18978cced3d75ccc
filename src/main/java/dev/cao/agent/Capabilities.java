package dev.cao.agent;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a provider says of itself.
 *
 * @param testedWith the version of the CLI that all of this was found with
 * @param verification what stands behind it
 * @param cannot the cases of the contract that the CLI does not allow; all others hold
 * @param notes what users should know besides, a sentence each
 */
public record Capabilities(
        String testedWith, Verification verification, Map<ContractCase, Cannot> cannot, List<String> notes) {
    public Capabilities {
        requireNonNull(testedWith, "testedWith is null");
        requireNonNull(verification, "verification is null");
        Map<ContractCase, Cannot> ordered = new EnumMap<>(ContractCase.class);
        ordered.putAll(cannot);
        cannot = java.util.Collections.unmodifiableMap(ordered);
        notes = List.copyOf(notes);
    }

    /** How it is known that the provider does what it says. */
    public enum Verification {
        REAL_CLI("the real CLI, offline, against a fake model"),
        PART_OF_CAO("part of cao"),
        STAND_IN("not verified on the real CLI: a scripted stand-in that behaves as its sources and documents say");

        private final String meaning;

        Verification(String meaning) {
            this.meaning = meaning;
        }

        public String meaning() {
            return meaning;
        }
    }

    /**
     * A case that the CLI does not allow.
     *
     * @param reason what users see instead
     * @param fact what was observed of the CLI
     */
    public record Cannot(String reason, String fact) {
        public Cannot {
            requireNonNull(reason, "reason is null");
            requireNonNull(fact, "fact is null");
        }
    }

    /** Returns why the case does not hold; empty when it does. */
    public Optional<Cannot> cannot(ContractCase which) {
        return Optional.ofNullable(cannot.get(which));
    }

    /** Returns the note on a version that was found here; empty when it is the tested one. */
    public Optional<String> noteOn(String found) {
        return found.equals(testedWith)
                ? Optional.empty()
                : Optional.of("%s than %s, which cao was tested with"
                        .formatted(Versions.isNewer(found, testedWith) ? "newer" : "older", testedWith));
    }
}
