package dev.cao.provider.codex;

import dev.cao.profile.WorkerProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a worker's role and tools mean for Codex. It has no tools for files of its own: it reads and writes by its shell,
 * and a sandbox of the kernel decides what that may do. A name that is not known is refused: fewer rights, never more.
 */
final class CodexRights {
    private static final Set<String> VOCABULARY = Set.of("execute_bash", "fs_read", "fs_write", "fs_list", "web_fetch");

    private CodexRights() {}

    /** Returns why the worker's rights cannot be held; empty when they can. */
    static Optional<String> refusal(WorkerProfile profile) {
        Optional<String> role = profile.role()
                .filter(name -> !Set.of("developer", "reviewer", "supervisor").contains(name));
        if (role.isPresent()) {
            return Optional.of("it does not know the role '%s'".formatted(role.get()));
        }
        return Stream.concat(profile.tools().allow().stream(), profile.tools().deny().stream())
                .filter(tool -> !VOCABULARY.contains(tool))
                .findFirst()
                .map("it does not know the tool '%s'"::formatted);
    }

    /** Returns the arguments that restrict it. */
    static List<String> arguments(WorkerProfile profile) {
        boolean writes =
                profile.role().filter(role -> !role.equals("developer")).isEmpty()
                        && (allows(profile, "fs_write") || allows(profile, "execute_bash"))
                        && !profile.tools().deny().contains("fs_write");
        List<String> arguments = new ArrayList<>();
        // Who may not write may not ask to write either: with "never" the kernel's word is final.
        arguments.addAll(
                writes
                        ? List.of("-s", "workspace-write", "-a", "on-request")
                        : List.of("-s", "read-only", "-a", "never"));
        if (profile.tools().deny().contains("execute_bash")) {
            arguments.addAll(List.of("--disable", "shell_tool", "--disable", "unified_exec"));
        }
        if (!allows(profile, "web_fetch") || profile.tools().deny().contains("web_fetch")) {
            arguments.addAll(List.of("-c", "web_search=\"disabled\""));
        }
        return arguments;
    }

    private static boolean allows(WorkerProfile profile, String tool) {
        return profile.tools().allow().isEmpty() || profile.tools().allow().contains(tool);
    }
}
