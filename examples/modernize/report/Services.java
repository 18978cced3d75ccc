package report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Proposes services: data sets written by the same program belong together, for they change in one unit of work. */
final class Services {
    /**
     * One candidate.
     *
     * @param owns tables and files only its writers write
     * @param readers programs outside that read what it owns
     */
    record Service(String name, Set<String> owns, Set<String> writers, Set<String> readers) {}

    private final List<Service> services = new ArrayList<>();

    Services(Collection<Facts> facts) {
        Map<String, String> leader = new TreeMap<>();
        for (Facts program : facts) {
            program.writes().forEach(name -> leader.putIfAbsent(name, name));
            program.writes().stream()
                    .findFirst()
                    .ifPresent(first ->
                            program.writes().forEach(other -> leader.put(find(leader, other), find(leader, first))));
        }
        Map<String, Set<String>> groups = new TreeMap<>();
        leader.keySet()
                .forEach(name -> groups.computeIfAbsent(find(leader, name), key -> new TreeSet<>())
                        .add(name));
        for (Set<String> owned : groups.values()) {
            Set<String> writers = new TreeSet<>();
            Set<String> readers = new TreeSet<>();
            for (Facts program : facts) {
                if (program.writes().stream().anyMatch(owned::contains)) {
                    writers.add(program.name());
                } else if (program.reads().stream().anyMatch(owned::contains)) {
                    readers.add(program.name());
                }
            }
            services.add(new Service(name(owned, facts), owned, writers, readers));
        }
        services.sort(Comparator.comparing((Service service) ->
                        -service.writers().size() - service.readers().size())
                .thenComparing(Service::name));
    }

    /** Candidates, those with most users first. */
    List<Service> candidates() {
        return services;
    }

    private static String find(Map<String, String> leader, String name) {
        String at = name;
        while (!leader.get(at).equals(at)) {
            at = leader.get(at);
        }
        return at;
    }

    /** Named after the data set that most programs use. */
    private static String name(Set<String> owned, Collection<Facts> facts) {
        return owned.stream()
                .max(Comparator.comparingLong((String name) -> facts.stream()
                                .filter(program -> program.data().contains(name))
                                .count())
                        .thenComparing(Comparator.<String>naturalOrder().reversed()))
                .orElse("");
    }
}
