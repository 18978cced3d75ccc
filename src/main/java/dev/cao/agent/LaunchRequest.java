package dev.cao.agent;

import dev.cao.domain.WorkerName;
import dev.cao.profile.WorkerProfile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a provider needs to know to start a worker.
 *
 * @param caoCommand the argv that starts this very cao
 * @param directory the worker's working directory
 * @param home the worker's own folder in the run's directory, mode 0700
 * @param texts the folder of texts that are too long to be typed; the agent must be able to read it
 * @param nativeSession the id of the conversation; a new one, or with {@code resume} one that exists
 * @param environment what cao lets through of its own environment and adds of its own, the worker's token included
 */
public record LaunchRequest(
        WorkerName worker,
        WorkerProfile profile,
        List<String> caoCommand,
        Path directory,
        Path home,
        Path texts,
        String nativeSession,
        boolean resume,
        Map<String, String> environment) {
    private static final int TAG = 8;

    public LaunchRequest {
        caoCommand = List.copyOf(caoCommand);
        environment = Map.copyOf(environment);
    }

    /** Returns the event log of this start; each has one of its own, since what an earlier one said is in the journal. */
    public Path freshLog() {
        int number = 1;
        Path log;
        do {
            log = home.resolve("events-%d.jsonl".formatted(number++));
        } while (Files.exists(log));
        return log;
    }

    /** Returns the environment of a CLI whose hooks append to that log and wait in the worker's folder; to be added to. */
    public Map<String, String> hooked(Path log) {
        Map<String, String> hooked = new HashMap<>(environment);
        hooked.put("CAO_SPOOL", log.toString());
        hooked.put("CAO_HOOKS", home.toString());
        return hooked;
    }

    /** Returns what tells this conversation from others in a name; it stands in the arguments of a CLI that takes no id. */
    public String tag() {
        return tag(nativeSession);
    }

    public static String tag(String nativeSession) {
        return nativeSession.substring(0, Math.min(TAG, nativeSession.length()));
    }
}
