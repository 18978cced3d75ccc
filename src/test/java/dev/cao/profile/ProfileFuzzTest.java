package dev.cao.profile;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a file holds: a team or a {@link ProfileException}, and soon. */
final class ProfileFuzzTest {
    private static final int ROUNDS = 150;
    /** A hang, not slowness: reading takes milliseconds. */
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private static final List<String> PIECES = List.of(
            "name: ",
            "a",
            "workers:",
            "\n",
            "\n  ",
            "\n    ",
            "- ",
            "agent: architect",
            "plan:",
            "handoff: ",
            "assign: ",
            "{",
            "}",
            "[",
            "]",
            ", ",
            ": ",
            "to: ",
            "task: ",
            "\"",
            "'",
            "|",
            ">",
            "&x ",
            "*x",
            "!!int ",
            "? ",
            "---",
            "...",
            "\t",
            "#",
            "{{goal}}",
            "{{",
            "}}",
            "\\{{",
            "when: a.done",
            "not ",
            "(",
            ")",
            " contains ",
            "limits: ",
            "45m",
            "5 USD",
            "1e9999",
            "0x1F",
            "1_0",
            "12:30:45",
            "2001-01-01",
            "~",
            "null",
            "yes",
            "<<: ",
            "\u0085",
            "\u2028",
            "é",
            "\uD83D\uDE00",
            "\uFEFF",
            "\u0007",
            "%YAML 1.1\n",
            "@",
            "`",
            "command: ",
            "script: ",
            "../../x",
            "\\0",
            "env: ",
            "checks: ",
            "file: ",
            "write: ",
            "template: ",
            "wait: ",
            "for: ",
            "supervisor: ",
            "provider: ",
            "plan",
            "result: ",
            "schema: ");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"team.yaml", "team.json", "agent.yaml", "agent.md"})
    void anyBytesAreAProfileOrAComplaint(String name) throws IOException {
        byte[] model = Files.readAllBytes(model(name));
        var random = new Random(name.hashCode());
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = switch (round % 3) {
                case 0 -> noise(random);
                case 1 -> pieces(random);
                default -> damaged(model, random);
            };
            Files.write(folder.resolve(name), bytes);
            readOrComplain(name, bytes);
        }
    }

    /** The largest size takes up to two seconds each, too long for a unit test. */
    @Test
    void largeHostileFilesEndSoon() throws IOException {
        List<String> hostile = List.of(
                "[".repeat(125_000),
                "{".repeat(125_000),
                "a: ".repeat(37_500),
                "- ".repeat(62_500),
                "? ".repeat(62_500),
                "[,".repeat(50_000),
                "'".repeat(125_000),
                "\n".repeat(125_000),
                " ".repeat(125_000) + "a",
                "a:\n" + " b: c\n".repeat(18_750),
                "plan: [" + "{x: },".repeat(19_000 / 2) + "]",
                "workers: [" + "{agent: x, y: 1},".repeat(6000) + "]",
                "plan:\n" + "- send: {message: \"{{a}}\", when: a.done}\n".repeat(3000),
                "name: x\nworkers: []\nplan:\n- send:\n    to: x\n    message: \"" + "{{a}}".repeat(25_000) + "\"\n",
                "name: x\nworkers: []\nplan:\n- send:\n    to: x\n    message: \"" + "{{".repeat(62_500) + "\"\n",
                "name: x\nplan:\n- send:\n    when: \"" + "(".repeat(62_500) + "\"\n",
                "name: \"" + "\\n".repeat(50_000) + "\"",
                "a: b: x" + " ".repeat(900_000) + "y",
                "&a ".repeat(37_500),
                "x: &a [" + "1,".repeat(9000) + "]\ny: [" + "*a,".repeat(9000) + "]");
        for (String text : hostile) {
            Files.writeString(folder.resolve("team.yaml"), text);
            readOrComplain("team.yaml", text.substring(0, 40).getBytes(StandardCharsets.UTF_8));
            Files.writeString(folder.resolve("agent.md"), "---\n" + text + "\n---\n");
            readOrComplain("agent.md", text.substring(0, 40).getBytes(StandardCharsets.UTF_8));
        }
    }

    private void readOrComplain(String name, byte[] bytes) {
        var reader = new ProfileReader(List.of(), ProfileFiles.PROVIDERS);
        Assertions.assertTimeoutPreemptively(DEADLINE, () -> {
            try {
                if (name.startsWith("agent")) {
                    reader.readAgent(folder.resolve(name));
                } else {
                    reader.read(folder.resolve(name), Map.of());
                }
            } catch (ProfileException e) {
                assertThatCode(e::what).doesNotThrowAnyException();
            } catch (RuntimeException | StackOverflowError e) {
                fail("threw on " + new String(bytes, StandardCharsets.ISO_8859_1), e);
            }
        });
    }

    private static Path model(String name) {
        Path cases = Path.of(System.getProperty("cao.test.root", ""), "src/test/resources/profiles");
        return cases.resolve(
                switch (name) {
                    case "team.yaml" -> "team/valid/every-step.yaml";
                    case "team.json" -> "team/valid/strict.json";
                    case "agent.yaml" -> "agent/valid/all.yaml";
                    default -> "markdown/subagent.md";
                });
    }

    private static byte[] noise(Random random) {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] pieces(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] damaged(byte[] model, Random random) {
        byte[] bytes = model.clone();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            byte[] piece = PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
            int at = random.nextInt(bytes.length);
            System.arraycopy(piece, 0, bytes, at, Math.min(piece.length, bytes.length - at));
        }
        return bytes;
    }
}
