package dev.cao.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The jars that users get. */
@Tag("e2e")
final class PackagingTest {
    private static final Path TARGET =
            Path.of(System.getProperty("cao.test.root", "")).toAbsolutePath().resolve("target");

    /** The JVM (25) leaves class files older than this out of a class cache, without a word. */
    private static final int OLDEST_CACHED_VERSION = 50;

    @Test
    void everyLibraryIsNewEnoughForTheClassCache() throws IOException {
        List<String> old = new ArrayList<>();
        try (Stream<Path> jars = Files.list(TARGET.resolve("lib"))) {
            for (Path jar :
                    jars.filter(file -> file.toString().endsWith(".jar")).toList()) {
                old.addAll(oldClasses(jar));
            }
        }
        assertThat(old)
                .as("Compile it from its sources, as pom.xml does with picocli")
                .isEmpty();
    }

    @Test
    void theJarNamesLibrariesThatAreThere() throws IOException {
        try (var jar = new JarFile(TARGET.resolve("cao.jar").toFile())) {
            String classPath = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);

            assertThat(classPath.split(" "))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(TARGET.resolve(name)).exists());
        }
    }

    @Test
    void theJarAndTheClassPathOfTestsStartTheSameProgram() throws Exception {
        String fromJar = java("-jar", TARGET.resolve("cao.jar").toString(), "--version");
        String fromClasses = java("-cp", System.getProperty("cao.test.classpath"), "dev.cao.cli.Main", "--version");

        assertThat(fromJar).startsWith("cao ").isEqualTo(fromClasses);
    }

    private static String java(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    private static List<String> oldClasses(Path file) throws IOException {
        List<String> old = new ArrayList<>();
        try (var jar = new JarFile(file.toFile())) {
            for (var entry :
                    jar.stream().filter(e -> e.getName().endsWith(".class")).toList()) {
                try (var in = new DataInputStream(jar.getInputStream(entry))) {
                    in.readInt();
                    in.readUnsignedShort();
                    if (in.readUnsignedShort() < OLDEST_CACHED_VERSION) {
                        old.add(file.getFileName() + ": " + entry.getName());
                    }
                }
            }
        }
        return old;
    }
}
