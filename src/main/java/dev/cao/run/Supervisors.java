package dev.cao.run;

import static java.util.Objects.requireNonNull;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.RunEvent;
import dev.cao.profile.SupervisorProfile;
import dev.cao.profile.TeamProfile;
import dev.cao.profile.WorkerProfile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Chooses who supervises, by the profile's order of preference and what can be used here. */
public final class Supervisors {
    private static final String PLAN = "plan";

    private Supervisors() {}

    /** Who was chosen. {@code because} says why, and what was passed over. */
    public record Chosen(SupervisorProfile profile, Kind kind, String because) {
        public Chosen {
            requireNonNull(profile, "profile is null");
            requireNonNull(kind, "kind is null");
            requireNonNull(because, "because is null");
        }

        /** Returns what the journal keeps of it. */
        RunEvent event() {
            return new RunEvent.SupervisorChosen(profile.provider(), profile.model(), because);
        }
    }

    /** What a supervisor is, and with it what runs it. */
    public sealed interface Kind {
        /** The fixed steps of the profile. */
        record Plan() implements Kind {}
    }

    /** One choice of the profile, tried. */
    private sealed interface Tried {
        record Usable(Kind kind, String note) implements Tried {}

        record Unusable(String why) implements Tried {}
    }

    /**
     * Chooses the first supervisor of the profile that can be used.
     *
     * @throws CaoException USAGE, with the reason for each that cannot
     */
    public static Chosen choose(TeamProfile team) {
        return choose(team, team.supervisors());
    }

    /** Chooses again what the journal says was chosen; the profile's own order where it says nothing. */
    static Chosen choose(TeamProfile team, Optional<RunEvent.SupervisorChosen> recorded) {
        List<SupervisorProfile> same = team.supervisors().stream()
                .filter(profile -> recorded.filter(chosen -> chosen.provider().equals(profile.provider())
                                && chosen.model().equals(profile.model()))
                        .isPresent())
                .toList();
        return choose(team, same.isEmpty() ? team.supervisors() : same);
    }

    private static Chosen choose(TeamProfile team, List<SupervisorProfile> candidates) {
        Map<String, String> passedOver = new LinkedHashMap<>();
        for (SupervisorProfile profile : candidates) {
            switch (tried(team, profile)) {
                case Tried.Usable(Kind kind, String note) -> {
                    return new Chosen(profile, kind, note + besides(passedOver.keySet()));
                }
                case Tried.Unusable(String why) -> passedOver.put(profile.provider(), why);
            }
        }
        throw new CaoException(
                ExitStatus.USAGE,
                "no supervisor of the profile can be used: " + String.join("; ", passedOver.values()),
                "Nothing was started. 'supervisor: { provider: plan }' with the steps in 'plan:' needs no model.");
    }

    private static String besides(Set<String> passedOver) {
        return passedOver.isEmpty() ? "" : "; passed over: " + String.join(", ", passedOver);
    }

    private static Tried tried(TeamProfile team, SupervisorProfile profile) {
        if (profile.provider().equals(PLAN)) {
            Optional<String> asks = team.workers().stream()
                    .filter(worker -> worker.permissions() == WorkerProfile.Permissions.SUPERVISOR)
                    .map(worker -> worker.name().value())
                    .findFirst();
            if (asks.isPresent()) {
                return new Tried.Unusable(
                        "the supervisor 'plan' cannot answer what worker '%s' asks ('permissions: supervisor')"
                                .formatted(asks.get()));
            }
            return team.plan().isEmpty()
                    ? new Tried.Unusable("the profile has no 'plan:' for the supervisor 'plan'")
                    : new Tried.Usable(new Kind.Plan(), "the fixed steps of the profile");
        }
        return new Tried.Unusable("this cao has no supervisor '%s' yet".formatted(profile.provider()));
    }
}
