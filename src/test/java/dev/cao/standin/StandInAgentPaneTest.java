package dev.cao.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("tmux")
final class StandInAgentPaneTest {
    @TempDir
    private Path folder;

    private AgentPane pane;

    @BeforeEach
    void openPane() {
        pane = new AgentPane(folder);
    }

    @AfterEach
    void closePane() throws Exception {
        pane.close();
    }

    @Test
    void commandAnswersThePromptExactly() throws Exception {
        pane.start("--exec", "tr", "a-z", "A-Z");
        pane.awaitEvent("ready", 1);

        pane.submit("héllo 漢字");

        Map<String, @Nullable Object> end = pane.awaitEvent("turn_ended", 1);
        assertThat(end)
                .containsEntry("answer", "HéLLO 漢字")
                .containsEntry("status", "done")
                .containsEntry("exit_code", 0L);
        pane.awaitEvent("ready", 2);
        assertThat(pane.names())
                .containsExactly(
                        "session_start", "ready", "prompt_submitted", "turn_started", "working", "turn_ended", "ready");
        pane.awaitScreen("""
                > héllo 漢字

                ● HéLLO 漢字
                """);
    }

    @Test
    void failedCommandTellsItsExitCodeAndErrors() throws Exception {
        pane.start("--exec", "sh", "-c", "echo part; echo because >&2; exit 3");
        pane.awaitEvent("ready", 1);

        pane.submit("go");

        assertThat(pane.awaitEvent("turn_ended", 1))
                .containsEntry("answer", "part")
                .containsEntry("status", "failed")
                .containsEntry("exit_code", 3L)
                .containsEntry("detail", "exit code 3: because");
    }

    @Test
    void fileThatThePromptAsksToReadIsTheTask() throws Exception {
        Path file = Files.writeString(folder.resolve("task.txt"), "the long\ntext");
        pane.start("--exec", "cat");
        pane.awaitEvent("ready", 1);

        pane.submit(dev.cao.domain.LongText.lineFor(file));

        assertThat(pane.awaitEvent("turn_ended", 1)).containsEntry("answer", "the long\ntext");
    }

    @Test
    void pastedTextIsSubmittedVerbatimAndShownCollapsed() throws Exception {
        String text = "line with \t tab and ünïcode 漢字\n".repeat(2000) + "end";
        pane.start("--exec", "wc", "-l");
        pane.awaitEvent("ready", 1);

        pane.paste(text);
        pane.awaitScreen("> [Pasted text #1 +2000 lines]");
        pane.key("Enter");

        assertThat(pane.awaitEvent("prompt_submitted", 1)).containsEntry("text", text);
        assertThat(pane.awaitEvent("turn_ended", 1)).containsEntry("answer", "2000");
    }

    @Test
    void enterRightBehindAPasteIsNotLost() throws Exception {
        pane.start("--exec", "cat");
        pane.awaitEvent("ready", 1);
        for (int i = 1; i <= 10; i++) {
            pane.paste("text " + i);
            pane.key("Enter");
            assertThat(pane.awaitEvent("prompt_submitted", i)).containsEntry("text", "text " + i);
        }
    }

    @Test
    void textTypedDuringATurnIsTheNextTurn() throws Exception {
        Path gate = folder.resolve("gate");
        pane.start("--exec", "sh", "-c", "while ! [ -e " + gate + " ]; do sleep 0.05; done; cat");
        pane.awaitEvent("ready", 1);
        pane.submit("one");
        pane.awaitEvent("turn_started", 1);

        pane.submit("two");

        assertThat(pane.awaitEvent("prompt_submitted", 2))
                .containsEntry("queued", true)
                .containsEntry("prompt", "p2");
        pane.awaitScreen("Queued: two");
        Files.createFile(gate);
        assertThat(pane.awaitEvent("turn_ended", 2))
                .containsEntry("answer", "two")
                .containsEntry("prompt", "p2");
        pane.awaitEvent("ready", 2);
        assertThat(pane.names()).endsWith("turn_ended", "turn_started", "working", "turn_ended", "ready");
    }

    @Test
    void escapeEndsTheCommandAndAllThatItStarted() throws Exception {
        Path pids = folder.resolve("pids");
        String orphan = "setsid sh -c 'echo $$ >> " + pids + "; sleep 600' & ";
        pane.start("--exec", "sh", "-c", "trap '' TERM; echo $$ >> " + pids + "; " + orphan + "sleep 600; sleep 600");
        pane.awaitEvent("ready", 1);
        pane.submit("go");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Files.exists(pids) && Files.readAllLines(pids).size() == 2);

        pane.key("Escape");

        assertThat(pane.awaitEvent("interrupted", 1)).containsEntry("prompt", "p1");
        pane.awaitEvent("ready", 2);
        for (String pid : Files.readAllLines(pids)) {
            assertThat(AgentPane.runs(Long.parseLong(pid))).isFalse();
        }
    }

    @Test
    void terminationTellsTheEndAndLeavesNoChild() throws Exception {
        Path pids = folder.resolve("pids");
        pane.start("--exec", "sh", "-c", "echo $$ > " + pids + "; sleep 600");
        Map<String, @Nullable Object> start = pane.awaitEvent("session_start", 1);
        pane.awaitEvent("ready", 1);
        pane.submit("go");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Files.exists(pids) && !Files.readString(pids).isEmpty());

        ProcessHandle.of((Long) start.get("pid")).orElseThrow().destroy();

        assertThat(pane.awaitExit()).isEqualTo(143);
        assertThat(pane.events().getLast())
                .containsEntry("event", "session_end")
                .containsEntry("reason", "SIGTERM");
        assertThat(AgentPane.runs(Long.parseLong(Files.readString(pids).strip())))
                .isFalse();
    }

    @Test
    void pastedTextCannotAnswerAPermissionButEnterDoes() throws Exception {
        script("""
                {"rules": [{"actions": [{"permission": {"tool": "Bash", "input": {"command": "ls"},
                  "allow": [{"answer": "listed"}], "deny": [{"answer": "left alone"}]}}]}]}
                """);
        pane.start("--script", "script.json");
        pane.awaitEvent("ready", 1);
        pane.submit("go");
        pane.awaitScreen("Do you want to use Bash?\n ❯ 1. Yes\n   2. No");

        pane.paste("2");
        assertThat(pane.names()).doesNotContain("permission_answered");
        pane.key("Down", "Up", "Enter");

        assertThat(pane.awaitEvent("permission_answered", 1))
                .containsEntry("decision", "allow")
                .containsEntry("by", "person");
        assertThat(pane.awaitEvent("turn_ended", 1)).containsEntry("answer", "listed");

        pane.awaitEvent("ready", 2);
        pane.submit("again");
        pane.awaitEvent("permission_request", 2);
        pane.awaitScreen("❯ 1. Yes");
        pane.key("2");

        assertThat(pane.awaitEvent("permission_answered", 2)).containsEntry("decision", "deny");
        assertThat(pane.awaitEvent("turn_ended", 2)).containsEntry("answer", "left alone");
    }

    @Test
    void questionTakesAChoiceOrOwnWords() throws Exception {
        script("""
                {"rules": [{"actions": [{"question": {"text": "Which?", "choices": ["A", "B"]}}, {"answer": "{{answer}}!"}]}]}
                """);
        pane.start("--script", "script.json");
        pane.awaitEvent("ready", 1);
        pane.submit("go");
        pane.awaitScreen("❯ 1. A");
        pane.key("2");
        assertThat(pane.awaitEvent("turn_ended", 1)).containsEntry("answer", "B!");
        pane.awaitEvent("ready", 2);

        pane.submit("go");
        pane.awaitEvent("question", 2);
        pane.awaitScreen("❯ 1. A");
        pane.submit("neither");

        assertThat(pane.awaitEvent("turn_ended", 2)).containsEntry("answer", "neither!");
    }

    @Test
    void crashIsNotToldAndResumeClosesItsTurn() throws Exception {
        script(
                "{\"rules\": [{\"contains\": \"boom\", \"actions\": [{\"crash\": {\"exit_code\": 7}}]}, {\"answer\": \"ok\"}]}");
        pane.start("--script", "script.json");
        pane.awaitEvent("ready", 1);
        pane.submit("fine");
        pane.awaitEvent("ready", 2);
        pane.submit("boom");
        assertThat(pane.awaitExit()).isEqualTo(7);
        assertThat(pane.names()).endsWith("turn_started");

        pane.again("--resume", "--script", "script.json");

        pane.awaitEvent("ready", 3);
        assertThat(pane.awaitEvent("session_start", 2)).containsEntry("source", "resume");
        assertThat(pane.awaitEvent("interrupted", 1)).containsEntry("prompt", "p2");
        pane.awaitScreen("remembers 1 turn");
        pane.submit("more");
        assertThat(pane.awaitEvent("prompt_submitted", 3)).containsEntry("prompt", "p3");
        List<Long> seqs =
                pane.events().stream().map(event -> (Long) event.get("seq")).toList();
        assertThat(seqs).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void crashBySignalIsOne() throws Exception {
        script("{\"rules\": [{\"actions\": [{\"crash\": {\"signal\": \"KILL\"}}]}]}");
        pane.start("--script", "script.json");
        pane.awaitEvent("ready", 1);

        pane.submit("go");

        assertThat(pane.awaitExit()).isEqualTo(128 + 9);
    }

    @Test
    void lostEnterLeavesTheTextInTheBoxAndTheNextSubmitsIt() throws Exception {
        script("{\"lost_submits\": [1], \"lost_pastes\": [2], \"rules\": [{\"answer\": \"{{prompt}}\"}]}");
        pane.start("--script", "script.json");
        pane.awaitEvent("ready", 1);
        pane.paste("first");
        pane.key("Enter");
        pane.awaitScreen("> first");

        pane.key("Enter");

        assertThat(pane.awaitEvent("prompt_submitted", 1)).containsEntry("text", "first");
        pane.awaitEvent("ready", 2);
        pane.paste("lost");
        pane.submit("typed");
        assertThat(pane.awaitEvent("prompt_submitted", 2)).containsEntry("text", "typed");
    }

    @Test
    void falseEndIsFollowedByTheTrueOne() throws Exception {
        script("""
                {"rules": [{"actions": [{"background": {"id": "b7", "description": "tests", "ms": 60000}},
                  {"false_end": "not yet"}, {"working": {"what": "more", "ms": 10}}, {"answer": "now"}]}]}
                """);
        pane.start("--script", "script.json");
        pane.awaitEvent("ready", 1);

        pane.submit("go");

        assertThat(pane.awaitEvent("turn_ended", 1))
                .containsEntry("answer", "not yet")
                .containsEntry("background", List.of("b7"));
        assertThat(pane.awaitEvent("turn_ended", 2)).containsEntry("answer", "now");
    }

    @Test
    void screenIsDrawnAnewInEachSize() throws Exception {
        pane.start("--exec", "cat");
        pane.awaitEvent("ready", 1);
        pane.submit("some words that are long enough");
        pane.awaitEvent("ready", 2);
        pane.type("draft");
        pane.awaitScreen("> draft");

        pane.tmux(List.of("resize-window", "-t", "a:", "-x", "20", "-y", "5"));
        pane.awaitScreen("""
                  ✓ Done in 0s
                ────────────────────
                > draft
                ────────────────────
                  ? for help
                """);

        pane.tmux(List.of("resize-window", "-t", "a:", "-x", "40", "-y", "12"));
        pane.awaitScreen("""
                > some words that are long enough

                ● some words that are long enough
                  ✓ Done in 0s
                ────────────────────────────────────────
                > draft
                ────────────────────────────────────────
                  ? for help
                """);
    }

    @Test
    void interruptTwiceLeavesAndGivesTheTerminalBack() throws Exception {
        pane.start("--exec", "cat");
        pane.awaitEvent("ready", 1);
        pane.type("a draft");
        pane.awaitScreen("> a draft");

        pane.key("C-c");
        pane.awaitScreen("Press C-c again to exit");
        pane.key("C-c");

        assertThat(pane.awaitExit()).isEqualTo(130);
        assertThat(pane.events().getLast()).containsEntry("reason", "prompt_exit");
    }

    @Test
    void trustDialogLeavesOnEnterAlone() throws Exception {
        script("{\"start\": {\"trust_dialog\": true}, \"rules\": []}");
        pane.start("--script", "script.json");
        pane.awaitScreen("❯ 1. No, exit");
        assertThat(pane.names()).containsExactly("session_start");

        pane.key("Enter");

        assertThat(pane.awaitExit()).isEqualTo(1);
    }

    private void script(String json) throws Exception {
        Files.writeString(folder.resolve("script.json"), json);
    }
}
