package dev.cao.run;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

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

    /** Returns what of {@code own} a worker may have. */
    static Map<String, String> allowed(Map<String, String> own) {
        Map<String, String> kept = new TreeMap<>();
        own.forEach((name, value) -> {
            if (isAllowed(name)) {
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
