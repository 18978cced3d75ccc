package dev.cao.provider.q;

import dev.cao.profile.WorkerProfile;
import dev.cao.profile.WorkerProfile.Permissions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a worker's role and tools mean in an agent file: {@code tools} is what there is, {@code allowedTools} what is used
 * unasked. A name that is not known is refused: fewer rights, never more.
 */
final class QRights {
    static final String OURS = "@cao";

    private static final List<String> READING = List.of("fs_read");
    /** All tools of its own that change something; named where some of them are denied. */
    private static final List<String> EVERYTHING = List.of("fs_read", "fs_write", "execute_bash", "use_aws");

    private static final Map<String, String> VOCABULARY = Map.of(
            "execute_bash", "execute_bash",
            "fs_read", "fs_read",
            "fs_write", "fs_write",
            "fs_list", "fs_read");
    /** Its own names, and those of MCP servers: {@code use_aws}, {@code @git}, {@code @git/status}. */
    private static final Pattern OWN =
            Pattern.compile("use_aws|knowledge|thinking|@[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)?");

    private QRights() {}

    /** Returns why the worker's rights cannot be held; empty when they can. */
    static Optional<String> refusal(WorkerProfile profile) {
        if (profile.role().filter(role -> ofRole(role).isEmpty()).isPresent()) {
            return Optional.of(
                    "it does not know the role '%s'".formatted(profile.role().get()));
        }
        List<String> named = new ArrayList<>(profile.tools().allow());
        // What it does not have needs no denying.
        profile.tools().deny().stream()
                .filter(tool -> !tool.equals("web_fetch"))
                .forEach(named::add);
        return named.stream()
                .filter(tool ->
                        !VOCABULARY.containsKey(tool) && !OWN.matcher(tool).matches())
                .findFirst()
                .map("it does not know the tool '%s'"::formatted);
    }

    /** Tells whether the profile restricts what the worker may do. */
    static boolean restricted(WorkerProfile profile) {
        return profile.role().filter(role -> !role.equals("developer")).isPresent()
                || !profile.tools().equals(WorkerProfile.Tools.NONE);
    }

    /** Tells whether it is started without any asking, as the profile wants it. */
    static boolean trustsAll(WorkerProfile profile) {
        return profile.permissions() == Permissions.ALLOW && !restricted(profile);
    }

    private static Optional<List<String>> ofRole(String role) {
        return switch (role) {
            case "developer" -> Optional.of(EVERYTHING);
            case "reviewer", "supervisor" -> Optional.of(READING);
            default -> Optional.empty();
        };
    }

    /** Returns the tools that there are. */
    static List<String> tools(WorkerProfile profile) {
        if (!restricted(profile)) {
            return List.of("@builtin", OURS);
        }
        Set<String> tools =
                new LinkedHashSet<>(profile.role().flatMap(QRights::ofRole).orElse(EVERYTHING));
        if (!profile.tools().allow().isEmpty()) {
            Set<String> allowed = own(profile.tools().allow());
            if (profile.role().isPresent()) {
                tools.retainAll(allowed);
            } else {
                tools = allowed;
            }
        }
        tools.removeAll(own(profile.tools().deny()));
        tools.add(OURS);
        return List.copyOf(tools);
    }

    /** Returns the tools that are used unasked: ours, reading as the CLI itself has it, and all where the user said so. */
    static List<String> allowed(WorkerProfile profile) {
        List<String> tools = tools(profile);
        if (profile.permissions() == Permissions.ALLOW && restricted(profile)) {
            return tools;
        }
        boolean reads = tools.contains("@builtin") || tools.contains("fs_read");
        return reads ? List.of(OURS, "fs_read") : List.of(OURS);
    }

    private static Set<String> own(List<String> tools) {
        Set<String> own = new LinkedHashSet<>();
        tools.forEach(tool -> own.add(VOCABULARY.getOrDefault(tool, tool)));
        return own;
    }
}
