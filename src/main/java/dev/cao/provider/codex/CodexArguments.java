package dev.cao.provider.codex;

import dev.cao.agent.LaunchRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command line of one start of Codex: it holds all that cao wants of it, and no secret. */
final class CodexArguments {
    /** Seconds. */
    private static final int TOOL_TIMEOUT = 24 * 3600;

    /** The kernel takes 128 KB in one argument. */
    private static final int MOST_INSTRUCTIONS = 60_000;

    private CodexArguments() {}

    static List<String> of(LaunchRequest request, Path program) {
        List<String> argv = new ArrayList<>();
        argv.add(program.toString());
        if (request.resume()) {
            // A conversation in which nothing was ever said has no id, and cannot be resumed.
            CodexPlaces.thread(request.home(), request.nativeSession())
                    .ifPresent(thread -> argv.addAll(List.of("resume", thread)));
        }
        // Without it Codex copies 400 MB and leaves a server running.
        argv.add("--no-daemon");
        // With it, what is typed during a turn cuts off the answer that is being given.
        argv.addAll(List.of("--disable", "instant_interrupt", "--disable", "multi_agent"));
        argv.addAll(CodexRights.arguments(request.profile()));
        request.profile().model().ifPresent(model -> argv.addAll(List.of("-m", model)));
        argv.addAll(List.of("-c", "check_for_update_on_startup=false"));
        argv.addAll(List.of("-c", trust(request)));
        argv.addAll(List.of("-c", server(request)));
        argv.addAll(CodexHooks.arguments());
        if (!request.profile().instructions().isBlank()) {
            argv.addAll(List.of("-c", "developer_instructions=" + Toml.string(instructions(request))));
        }
        return argv;
    }

    /** The user saw before the launch that the folder will be trusted; only this form of the key is heeded. */
    private static String trust(LaunchRequest request) {
        return "projects={%s={trust_level=\"trusted\"}}"
                .formatted(Toml.string(CodexPlaces.real(request.directory()).toString()));
    }

    /** Codex hands its own environment on to MCP servers by name only, so that the token stands in no argument. */
    private static String server(LaunchRequest request) {
        List<String> arguments = new ArrayList<>(
                request.caoCommand().subList(1, request.caoCommand().size()));
        arguments.add("mcp");
        List<String> names = request.environment().keySet().stream()
                .filter(name -> name.startsWith("CAO_") || name.startsWith("XDG_") || name.equals("TMPDIR"))
                .sorted()
                .toList();
        return ("mcp_servers.cao={command=%s,args=%s,env_vars=%s,default_tools_approval_mode=\"approve\","
                        + "tool_timeout_sec=%d,startup_timeout_sec=60}")
                .formatted(
                        Toml.string(request.caoCommand().getFirst()),
                        Toml.list(arguments),
                        Toml.list(names),
                        TOOL_TIMEOUT);
    }

    private static Path instructionsFile(LaunchRequest request) {
        return request.home().resolve("instructions.md");
    }

    private static String instructions(LaunchRequest request) {
        String instructions = request.profile().instructions();
        return instructions.length() <= MOST_INSTRUCTIONS
                ? instructions
                : "Before anything else, read the file %s: it holds your instructions."
                        .formatted(instructionsFile(request));
    }

    static Map<Path, String> files(LaunchRequest request) {
        return Map.of(
                request.home().resolve("request.sh"),
                script(),
                instructionsFile(request),
                request.profile().instructions());
    }

    private static String script() {
        try (InputStream in = CodexArguments.class.getResourceAsStream("/dev/cao/provider/codex/request.sh")) {
            if (in == null) {
                throw new IllegalStateException("missing in this build: request.sh");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
