package dev.cao.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A small copy of this project's source tree with our real scripts and jars, in which Maven only writes down that it
 * was called.
 *
 * <pre>
 *   tree/pom.xml  tree/src/main/A.java  tree/scripts/…  tree/target -> the real one
 *   bin/mvn       appends a line to mvn.calls; fails when a file "broken" lies beside it
 *   cache/        CAO_CACHE
 * </pre>
 */
final class SourceTree implements AutoCloseable {
    private static final Path PROJECT =
            Path.of(System.getProperty("cao.test.root", "")).toAbsolutePath();

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();

    private SourceTree(Path folder) {
        this.folder = folder;
    }

    static SourceTree in(Path folder) throws IOException {
        var tree = new SourceTree(folder);
        Files.createDirectories(tree.root().resolve("src/main"));
        Files.writeString(tree.root().resolve("src/main/A.java"), "class A {}");
        Files.copy(PROJECT.resolve("pom.xml"), tree.root().resolve("pom.xml"));
        Files.createSymbolicLink(tree.root().resolve("target"), PROJECT.resolve("target"));
        copy(PROJECT.resolve("scripts"), tree.root().resolve("scripts"));
        tree.program("mvn", """
                echo "$@" >>"%1$s/mvn.calls"
                if [ -e "%1$s/broken" ]; then echo "[ERROR] A.java:1 does not compile"; exit 1; fi
                """.formatted(folder));
        tree.environment.put("PATH", tree.bin() + ":" + System.getenv("PATH"));
        tree.environment.put("HOME", folder.resolve("home").toString());
        tree.environment.put("CAO_CACHE", tree.cache().toString());
        tree.environment.put("CAO_AOT", "never");
        tree.environment.put("CAO_JAVA_HOME", System.getProperty("java.home"));
        return tree;
    }

    Path root() {
        return folder.resolve("tree");
    }

    Path bin() {
        return folder.resolve("bin");
    }

    Path cache() {
        return folder.resolve("cache");
    }

    SourceTree with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Puts a shell script in front of every other program of that name. */
    void program(String name, String body) throws IOException {
        Files.createDirectories(bin());
        Path file = bin().resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + body);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Leaves nothing on PATH but these programs of the system and those made by {@link #program}. */
    void onlyPrograms(String... names) throws IOException {
        Files.deleteIfExists(bin().resolve("mvn"));
        for (String name : names) {
            Files.createSymbolicLink(bin().resolve(name), onPath(name));
        }
        environment.put("PATH", bin().toString());
    }

    private static Path onPath(String name) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not on PATH"));
    }

    List<String> mavenCalls() throws IOException {
        Path calls = folder.resolve("mvn.calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    void breakTheBuild() throws IOException {
        Files.createFile(folder.resolve("broken"));
    }

    Ended cao(String... arguments) throws IOException, InterruptedException {
        return run(folder, root().resolve("scripts/cao"), arguments);
    }

    Ended run(Path directory, Path program, String... arguments) throws IOException, InterruptedException {
        return start(directory, program, arguments).await();
    }

    Started start(Path directory, Path program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        var builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.redirectOutput(out.toFile()).redirectError(err.toFile());
        return new Started(builder.start(), out, err);
    }

    record Ended(int exit, String out, String err) {}

    record Started(Process process, Path out, Path err) {
        Ended await() throws IOException, InterruptedException {
            process.getOutputStream().close();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError("no end within 60 s; stderr: " + Files.readString(err));
            }
            return new Ended(
                    process.exitValue(),
                    Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
        }
    }

    /** Removes what points out of the folder, so that deleting the folder can go no further. */
    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path link : files.filter(Files::isSymbolicLink).toList()) {
                Files.delete(link);
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
