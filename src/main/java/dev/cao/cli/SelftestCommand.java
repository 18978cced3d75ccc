package dev.cao.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Goes once through what usual commands load, so that the class cache of an install holds it. What fails is left out of
 * the cache and of no other harm, so nothing is printed and the exit code is always 0.
 */
@Command(name = "selftest", hidden = true, description = "Train the class cache of an install.")
final class SelftestCommand implements Callable<Integer> {
    private final Wiring wiring;

    @Option(names = "--train", description = "Load what usual commands load.")
    private boolean commands;

    @Option(names = "--train-runs", description = "Load what runs load.")
    private boolean runs;

    SelftestCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createTempDirectory("cao-train-");
        try {
            if (commands) {
                new Training(quiet(folder), folder).run();
            }
            if (runs) {
                List<Integer> _ = new RunTraining(quiet(folder), folder).run();
            }
        } finally {
            remove(folder);
        }
        return 0;
    }

    private Wiring quiet(Path folder) {
        Map<String, String> properties = new HashMap<>(wiring.properties());
        properties.put("java.io.tmpdir", folder.toString());
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return new Wiring(
                Map.of(
                        "CAO_HOME",
                        folder.resolve("state").toString(),
                        "HOME",
                        folder.toString(),
                        "PATH",
                        wiring.environment().getOrDefault("PATH", ""),
                        "XDG_RUNTIME_DIR",
                        folder.toString()),
                properties,
                nowhere,
                nowhere);
    }

    private static void remove(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> tree = Files.walk(folder)) {
            files = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}
