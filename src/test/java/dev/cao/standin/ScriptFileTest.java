package dev.cao.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cao.domain.CaoException;
import dev.cao.io.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScriptFileTest {
    @Test
    void firstFittingRuleThatIsNotUsedUpIsTaken() {
        Script.Use use = new Script.Use(script("""
                {"rules": [
                  {"contains": "build", "times": 1, "answer": "first"},
                  {"regex": "^b.*d$", "answer": "second"},
                  {"answer": "other"}]}
                """));

        assertThat(List.of(answer(use, "build"), answer(use, "build"), answer(use, "rebuild it")))
                .containsExactly("first", "second", "other");
    }

    @Test
    void promptWithoutARuleHasNone() {
        assertThat(new Script.Use(script("{\"rules\": [{\"contains\": \"x\", \"answer\": \"y\"}]}")).take("z"))
                .isEmpty();
    }

    @Test
    void yamlSaysTheSameAsJson(@TempDir Path folder) throws IOException {
        Path yaml = Files.writeString(folder.resolve("script.yaml"), """
                escape: silent
                lost_submits: [1, 3]
                start: {delay_ms: 5, trust_dialog: true}
                rules:
                  - contains: go
                    actions:
                      - permission:
                          tool: Bash
                          input: {command: ls}
                          allow: [{answer: yes sir}]
                """);
        Path json = Files.writeString(folder.resolve("script.json"), """
                {"escape": "silent", "lost_submits": [1, 3], "start": {"delay_ms": 5, "trust_dialog": true},
                 "rules": [{"contains": "go", "actions": [
                   {"permission": {"tool": "Bash", "input": {"command": "ls"}, "allow": [{"answer": "yes sir"}]}}]}]}
                """);

        assertThat(ScriptFile.read(yaml)).isEqualTo(ScriptFile.read(json));
        assertThat(ScriptFile.read(json).rules().getFirst().actions())
                .containsExactly(new Action.Permission(
                        "Bash", Map.of("command", "ls"), List.of(new Action.Answer("yes sir", Map.of())), null));
    }

    @Test
    void allErrorsAreToldTogetherWithTheirPlace() {
        assertThatThrownBy(() -> script("""
                        {"colour": 1, "ignore_signals": ["KILL"],
                         "rules": [{"contain": "x", "times": -1, "actions": [{"sing": "la"}, {"wait_ms": "long"}]}]}
                        """)).isInstanceOf(CaoException.class).hasMessage("""
                        cannot use the script s.json:\s
                          script.ignore_signals: only TERM, HUP and INT can be ignored
                          script.rules[0].times: a whole number from 0 is expected
                          script.rules[0].actions[0]: no action is called sing
                          script.rules[0].actions[1].wait_ms: a whole number from 0 is expected
                          script.rules[0].contain: is not known here
                          script.colour: is not known here""");
    }

    @Test
    void brokenJsonIsToldWithLineAndColumn(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("s.json"), "{\"rules\": [\n  {\"answer\" \"x\"}]}");

        assertThatThrownBy(() -> ScriptFile.read(file)).hasMessageEndingWith("':' is expected at line 2, column 13");
    }

    private static Script script(String json) {
        return ScriptFile.of(JsonText.read(json), Path.of("s.json"));
    }

    private static String answer(Script.Use use, String task) {
        Action action = use.take(task).orElseThrow().actions().getFirst();
        return ((Action.Answer) action).text();
    }
}
