package dev.cao.run;

import dev.cao.domain.Address;
import dev.cao.domain.WorkerName;
import dev.cao.profile.TeamProfile;
import dev.cao.profile.WorkerProfile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The team of a run: which sessions stand for which worker of the profile. Immutable. */
final class Team {
    private final TeamProfile profile;
    private final Map<WorkerName, Member> members = new LinkedHashMap<>();
    private final Optional<Member> supervisor;

    /** One session of a worker. {@code worker} is the worker's name in the profile, {@code session} its own. */
    record Member(WorkerName session, WorkerName worker, WorkerProfile profile) {
        /** Returns where messages for it go; the session of a supervisor that is an agent is the supervisor. */
        Address address() {
            return Address.parse(session.value());
        }
    }

    Team(TeamProfile profile) {
        this(profile, Optional.empty());
    }

    /** @param supervisor the profile of a supervisor that is an agent, and has a session of its own */
    Team(TeamProfile profile, Optional<WorkerProfile> supervisor) {
        this.profile = profile;
        this.supervisor = supervisor.map(agent -> new Member(agent.name(), agent.name(), agent));
        for (WorkerProfile worker : profile.workers()) {
            for (int number = 1; number <= worker.parallel(); number++) {
                WorkerName session = number == 1
                        ? worker.name()
                        : new WorkerName(worker.name().value() + "-" + number);
                members.put(session, new Member(session, worker.name(), worker));
            }
        }
    }

    TeamProfile profile() {
        return profile;
    }

    /** Returns the sessions of all workers, in the order of the profile. */
    List<Member> members() {
        return new ArrayList<>(members.values());
    }

    /** Returns all sessions with an agent in them: the supervisor's, if it is one, and the workers'. */
    List<Member> sessions() {
        List<Member> sessions = new ArrayList<>(supervisor.stream().toList());
        sessions.addAll(members.values());
        return sessions;
    }

    /** Returns the session of that name, a worker's or the supervisor's. */
    Optional<Member> member(WorkerName session) {
        return Optional.ofNullable(members.get(session))
                .or(() -> supervisor.filter(member -> member.session().equals(session)));
    }

    /** Returns the session whose agent has that address. */
    Optional<Member> member(Address address) {
        return sessions().stream()
                .filter(member -> member.address().equals(address))
                .findFirst();
    }

    /** Returns the session of a supervisor that is an agent. */
    Optional<Member> supervisor() {
        return supervisor;
    }

    /** Tells whether tasks can be given to that name. */
    boolean hasWorker(WorkerName worker) {
        return profile.worker(worker.value()).isPresent();
    }

    /** Returns the names that tasks can be given to, for messages to people and models. */
    String roster() {
        return String.join(
                ", ",
                profile.workers().stream().map(worker -> worker.name().value()).toList());
    }
}
