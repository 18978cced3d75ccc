package dev.cao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunId;
import dev.cao.run.RunDirectory;
import dev.cao.store.SqliteJournal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DoctorTest {
    @TempDir
    private Path home;

    private final Map<String, String> environment = new HashMap<>();
    private String told = "";

    @BeforeEach
    void makeMachine() {
        environment.put("PATH", home.resolve("bin") + ":" + System.getenv("PATH"));
        environment.put("HOME", home.toString());
        environment.put("CAO_HOME", home.resolve("state").toString());
        environment.put("LC_ALL", "C.UTF-8");
    }

    private int doctor(String... arguments) {
        String[] words = new String[arguments.length + 1];
        words[0] = "doctor";
        System.arraycopy(arguments, 0, words, 1, arguments.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        Map<String, String> properties = Map.of(
                "java.io.tmpdir", home.toString(), "os.name", "Linux", "java.version", "25", "java.home", "/java");
        int exit = Main.run(List.of(words), new Wiring(environment, properties, stream, stream));
        told = out.toString(StandardCharsets.UTF_8);
        return exit;
    }

    private void program(String name, String script) throws IOException {
        Path file = home.resolve("bin").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void aMachineThatHasEverythingIsHealthy() throws IOException {
        assertThat(doctor("--json")).as(told).isZero();

        JsonNode document = new ObjectMapper().readTree(told);
        assertThat(document.path("healthy").asBoolean()).isTrue();
        assertThat(document.path("findings").findValuesAsText("area"))
                .contains("tmux", "java", "system", "locale", "terminal", "state", "disk", "sockets", "aws", "runs");
        assertThat(document.path("findings").findValuesAsText("level")).doesNotContain("problem");
    }

    @Test
    void withoutTmuxNothingCanRun() {
        environment.put("PATH", home.resolve("bin").toString());

        assertThat(doctor()).isEqualTo(ExitStatus.USAGE.code());
        assertThat(told).contains("PROBLEM  tmux", "apt-get install tmux").endsWith("this cannot run: see above.\n");
    }

    @Test
    void aTmuxThatCannotStartItsServerIsTold() throws IOException {
        program("tmux", "[ \"$1\" = -V ] && { echo tmux 3.5a; exit; }; echo no terminals left >&2; exit 1");

        assertThat(doctor()).isEqualTo(ExitStatus.USAGE.code());
        assertThat(told).contains("a server cannot be started: no terminals left");
    }

    @Test
    void aLocaleThatIsNotUtf8IsToldWithTheCureAndTheFirstVariableCounts() {
        environment.put("LC_ALL", "POSIX");
        environment.put("LANG", "de_DE.UTF-8");

        assertThat(doctor()).isZero();
        assertThat(told).contains("LC_ALL=POSIX is not UTF-8", "export LC_ALL=C.UTF-8");
    }

    @Test
    void anAgentCliIsToldWithItsVersionAndItsLoginAndNeverItsSecret() throws IOException {
        program("claude", "echo '1.0.0 (Claude Code)'");
        environment.put("ANTHROPIC_API_KEY", "sk-very-secret");

        assertThat(doctor()).isZero();
        assertThat(told)
                .contains("1.0.0 (older than ", "logged in, it seems: ANTHROPIC_API_KEY is set")
                .doesNotContain("sk-very-secret");
    }

    @Test
    void anAgentCliThatIsNotLoggedInIsAWarning() throws IOException {
        program("claude", "echo '1.0.0 (Claude Code)'");

        assertThat(doctor()).isZero();
        assertThat(told).contains("no login was found", "Run 'claude' once and log in.");
    }

    @Test
    void identityAndRegionOfAwsAreFoundAsTheSdksFindThem() throws IOException {
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(home.resolve(".aws/config"), """
                [default]
                region = eu-west-1
                [profile bank]
                sso_session = corp
                region = us-west-2
                """);
        environment.put("AWS_PROFILE", "bank");

        assertThat(doctor()).isZero();
        assertThat(told).contains("identity: profile 'bank' in", "region: us-west-2 (profile 'bank')");
    }

    private Path ledByAModel(HttpServer server) throws IOException {
        Files.writeString(home.resolve("one.yaml"), "command: [cat]\n");
        environment.put("SOME_KEY", "secret");
        return Files.writeString(
                home.resolve("team.yaml"), """
                name: team
                goal: Do it.
                supervisor: { provider: openai, model: m1, base_url: "http://127.0.0.1:%d/v1", api_key_env: SOME_KEY }
                workers: [ { agent: one } ]
                """.formatted(server.getAddress().getPort()));
    }

    private static HttpServer model(int status, String answer) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    @Test
    void aModelIsAskedOnlyWhenThatIsWantedAndItsRefusalIsAProblem() throws IOException {
        HttpServer server = model(401, "{\"error\":{\"message\":\"no such key\"}}");
        try {
            Path profile = ledByAModel(server);

            assertThat(doctor("--profile", profile.toString())).as(told).isZero();
            assertThat(told).contains("whether m1 answers was not asked", "Add --ask");
            assertThat(doctor("--profile", profile.toString(), "--ask")).isEqualTo(ExitStatus.USAGE.code());
            assertThat(told)
                    .contains("PROBLEM  profile", "m1 does not answer: ")
                    .doesNotContain("secret");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aModelThatAnswersIsTold() throws IOException {
        HttpServer server = model(
                200,
                "{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\",\"content\":\"Yes\"}}],"
                        + "\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}}");
        try {
            assertThat(doctor("--profile", ledByAModel(server).toString(), "--ask"))
                    .as(told)
                    .isZero();
            assertThat(told).contains("m1 answers");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void loginsOfOtherClisAreToldAsFarAsTheirFilesTell() throws IOException {
        program("codex", "echo 'codex-cli 0.1.0'");
        program("opencode", "echo 1.0.0");
        assertThat(doctor()).as(told).isZero();
        assertThat(told)
                .contains("no login was found: there is no " + home.resolve(".codex/auth.json"), "Run 'codex login'.");

        Files.createDirectories(home.resolve(".codex"));
        Files.writeString(home.resolve(".codex/auth.json"), "{\"key\":\"sk-hidden\"}");
        Files.createDirectories(home.resolve(".local/share/opencode"));
        Files.writeString(home.resolve(".local/share/opencode/auth.json"), "{}");
        assertThat(doctor()).isZero();
        assertThat(told)
                .contains(".codex/auth.json exists", "opencode/auth.json exists")
                .doesNotContain("sk-hidden");
    }

    @Test
    void aRunWhoseOrchestratorIsGoneIsToldWithTheCommandsThatEndIt() {
        RunId id = new RunId("bank-7f3");
        RunDirectory directory = RunDirectory.of(home.resolve("state"), id);
        directory.create();
        try (SqliteJournal journal = SqliteJournal.open(directory.journal())) {
            assertThat(journal.append(
                            Instant.EPOCH,
                            List.of(new RunEvent.RunCreated(id, "bank", "Plan.", "/bank", "{}", Map.of(), "1.0"))))
                    .hasSize(1);
        }

        assertThat(doctor()).isZero();
        assertThat(told).contains("bank-7f3 is interrupted", "cao stop bank-7f3 ends it");
    }

    @Test
    void aTeamThatCannotRunHereIsAProblemAndAllOfItIsTold() throws IOException {
        environment.put("CAO_CLAUDE", "/nowhere");
        Path profile = Files.writeString(home.resolve("team.yaml"), """
                name: team
                goal: Do it.
                workers: [ { agent: one }, { agent: two } ]
                plan: [ { handoff: { to: one, task: "{{goal}}" } } ]
                """);
        Files.writeString(home.resolve("one.yaml"), "provider: claude-code\n");
        Files.writeString(home.resolve("two.yaml"), "provider: claude-code\n");

        assertThat(doctor("--profile", profile.toString())).isEqualTo(ExitStatus.USAGE.code());
        assertThat(told).contains("PROBLEM  profile", "one: claude-code: ", "two: claude-code: ");
    }

    @Test
    void aTeamThatCanRunIsToldWithWhatWouldBeChosen() throws IOException {
        Path profile = Files.writeString(home.resolve("team.yaml"), """
                name: team
                goal: Do it.
                workers: [ { agent: one } ]
                plan: [ { handoff: { to: one, task: "{{goal}} {{how}}" } } ]
                """);
        Files.writeString(home.resolve("one.yaml"), "command: [cat]\n");

        assertThat(doctor("--profile", profile.toString(), "--set", "how=well"))
                .as(told)
                .isZero();
        assertThat(told).contains("worker one: command, ", "supervisor: plan");
    }
}
