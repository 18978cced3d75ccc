package dev.cao.run;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cao.io.Json;
import dev.cao.mcp.BridgeProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** MCP Inspector's command line, installed from npm into {@code target} the first time. */
final class Inspector {
    private static final String PACKAGE = "@modelcontextprotocol/inspector@2.12.0";
    /** Runs it where the machine's own Node.js is too old. */
    private static final String NODE = "node-linux-%s@22.23.3";

    private static final int OLDEST_NODE = 20;

    private final List<String> command;

    private Inspector(List<String> command) {
        this.command = List.copyOf(command);
    }

    /** Installs it, or skips the test where there is no npm; in CI that is a failure. */
    static Inspector install() throws Exception {
        boolean npm = exists("npm") && exists("node");
        assumeTrue(
                npm || System.getProperty("cao.test.ci", "").equals("true"),
                "MCP Inspector cannot be installed: npm is missing on this machine");
        Path folder = Path.of(System.getProperty("cao.test.root"), "target/npm/inspector-2.12.0");
        Path program = folder.resolve("node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js");
        boolean old = nodeVersion() < OLDEST_NODE;
        String node = NODE.formatted(System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x64");
        Path installed = folder.resolve("installed");
        if (!Files.exists(installed)) {
            Files.createDirectories(folder);
            List<String> install = new ArrayList<>(List.of(
                    "npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", folder.toString()));
            install.addAll(List.of("--userconfig", System.getProperty("cao.test.npmrc"), PACKAGE));
            if (old) {
                install.add(node);
            }
            run(install, Map.of());
            Files.createFile(installed);
        }
        String executable = old
                ? folder.resolve("node_modules/" + node.substring(0, node.indexOf('@')) + "/bin/node")
                        .toString()
                : "node";
        return new Inspector(List.of(executable, program.toString(), "--cli"));
    }

    private static boolean exists(String program) {
        for (String folder : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }

    private static int nodeVersion() throws Exception {
        String version = run(List.of("node", "--version"), Map.of());
        return Integer.parseInt(version.strip().substring(1).split("\\.")[0]);
    }

    /** Calls one method of the bridge's server. */
    JsonNode call(Map<String, String> environment, String... options) throws Exception {
        List<String> argv = new ArrayList<>(command);
        argv.addAll(BridgeProcess.command("mcp"));
        environment.forEach((name, value) -> argv.addAll(List.of("-e", name + "=" + value)));
        argv.addAll(List.of(options));
        return Json.MAPPER.readTree(run(argv, environment));
    }

    private static String run(List<String> argv, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path errors = Files.createTempFile("inspector", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(argv).redirectError(errors.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(String.join(" ", argv) + "\n" + out + Files.readString(errors));
            }
            return out;
        } finally {
            Files.delete(errors);
        }
    }
}
