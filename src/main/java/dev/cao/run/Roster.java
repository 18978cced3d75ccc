package dev.cao.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunState;
import dev.cao.domain.WorkerView;
import dev.cao.io.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The worker sessions of a run in the order of its profile: workers come up in any order, and are shown in this one. */
public final class Roster {
    private Roster() {}

    /** Returns the names of the sessions; with {@code parallel} a worker has several: {@code name}, {@code name-2}, … */
    public static Set<String> sessions(RunState state) {
        Set<String> names = new LinkedHashSet<>();
        for (JsonNode worker : state.created().map(Roster::workers).orElseGet(Json::object)) {
            String name = worker.path("name").asText();
            names.add(name);
            for (int number = 2; number <= worker.path("parallel").asInt(); number++) {
                names.add(name + "-" + number);
            }
        }
        state.workers().forEach(worker -> names.add(worker.name().value()));
        return names;
    }

    /** Only names are read: a run is shown, too, whose profile this cao does not understand. */
    private static JsonNode workers(RunEvent.RunCreated created) {
        try {
            return Json.MAPPER.readTree(created.profile()).path("workers");
        } catch (JsonProcessingException _) {
            return Json.object();
        }
    }

    /** Returns the workers that have been started, in that order; an agent that supervises comes last. */
    public static List<WorkerView> inOrder(RunState state) {
        List<String> names = new ArrayList<>(sessions(state));
        return state.workers().stream()
                .sorted(Comparator.comparingInt(
                        worker -> names.indexOf(worker.name().value())))
                .toList();
    }
}
