package dev.cao.run;

import dev.cao.agent.AgentProvider;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The environment that workers start with: an allow-list of the user's own, and nothing else. A variable that is not
 * listed (a secret of another tool, a parent agent's own marks) never reaches an agent unless {@code --env} names it.
 */
final class WorkerEnvironment {
    private static final Set<String> NAMES = Set.of(
            "HOME",
            "PATH",
            "USER",
            "LOGNAME",
            "SHELL",
            "LANG",
            "TERM",
            "COLORTERM",
            "TZ",
            "TMPDIR",
            "NO_PROXY",
            "no_proxy",
            "SSH_AUTH_SOCK",
            "NODE_EXTRA_CA_CERTS",
            "CAO_JAVA_HOME",
            "CAO_HOME");

    private WorkerEnvironment() {}

    /** Returns what of {@code own} every program of ours may have. */
    static Map<String, String> allowed(Map<String, String> own) {
        return kept(own, WorkerEnvironment::isAllowed);
    }

    /** Returns what of {@code own} a worker of that provider may have. */
    static Map<String, String> allowed(Map<String, String> own, AgentProvider provider) {
        return kept(own, name -> isAllowed(name) || provider.wants(name));
    }

    private static Map<String, String> kept(Map<String, String> own, Predicate<String> wanted) {
        Map<String, String> kept = new TreeMap<>();
        own.forEach((name, value) -> {
            if (wanted.test(name)) {
                kept.put(name, value);
            }
        });
        return kept;
    }

    private static boolean isAllowed(String name) {
        return NAMES.contains(name)
                || name.startsWith("LC_")
                || name.startsWith("XDG_")
                || name.startsWith("SSL_CERT_")
                || name.endsWith("_PROXY")
                || name.endsWith("_proxy");
    }
}
