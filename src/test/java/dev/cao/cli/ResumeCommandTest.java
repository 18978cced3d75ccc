package dev.cao.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.cao.io.ControlGroup;
import dev.cao.io.NoLeaks;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("e2e")
final class ResumeCommandTest {
    /** Waits for the file {@code gate} in the working directory, then answers. */
    private static final String GATED = "cat >/dev/null; until test -e gate; do sleep 0.02; done; echo opened";

    @RegisterExtension
    final NoLeaks leaks = new NoLeaks();

    private CaoWorld cao;

    @BeforeEach
    void makeWorld() {
        cao = new CaoWorld(leaks.directory());
    }

    @Test
    void killedRunIsInterruptedAndGoesOnWithTheSameAgents() throws Exception {
        TwoSteps.in(cao, GATED);
        CaoWorld.Running launch = cao.start("launch", "--profile", "two.yaml").awaitErr("t2 accepted");
        String id = cao.run("names", "--runs").expect(0).out().strip();

        launch.signal("KILL");
        launch.await().expect(137);
        assertThat(cao.run("status", id, "--json").expect(0).out()).contains("\"state\" : \"interrupted\"");
        cao.file("gate", "");

        CaoWorld.Result resumed = cao.run("resume").expect(0);
        assertThat(resumed.out()).contains("t2    two     done");
        assertThat(resumed.err()).doesNotContain("starts again");
        assertThat(Files.readString(cao.work().resolve("hello.txt"))).isEqualTo("opened\n");
    }

    @Test
    void aRunThatIsLiveIsNotTakenOver() throws Exception {
        TwoSteps.in(cao, GATED);
        CaoWorld.Running launch = cao.start("launch", "--profile", "two.yaml").awaitErr("t2 accepted");
        String id = cao.run("names", "--runs").expect(0).out().strip();

        assertThat(cao.run("resume", id).expect(2).err()).contains("has a living orchestrator");

        cao.file("gate", "");
        launch.await().expect(0);
    }

    @Test
    void resumingAnEndedRunGivesItsExitCodeAgain() throws Exception {
        TwoSteps.in(cao, "cat >/dev/null; exit 3");
        cao.run("launch", "--profile", "two.yaml").expect(1);
        String id = cao.run("names", "--runs").expect(0).out().strip();

        cao.run("resume", id).expect(1);
    }

    @Test
    void aHungUpRunGoesOnDetached() throws Exception {
        TwoSteps.in(cao, GATED);
        CaoWorld.Running launch = cao.start("launch", "--profile", "two.yaml").awaitErr("t2 accepted");
        String id = cao.run("names", "--runs").expect(0).out().strip();
        launch.signal("HUP");
        launch.await().expect(129);

        assertThat(cao.run("resume", id, "--detach").expect(0).out()).isEqualTo(id + "\n");
        cao.file("gate", "");
        cao.run("wait", id).expect(0);
    }

    @Test
    void pruneListsAndDeletesEndedRunsOnly() throws Exception {
        TwoSteps.in(cao, "cat");
        cao.run("launch", "--profile", "two.yaml", "--name", "old").expect(0);
        cao.run("launch", "--profile", "two.yaml", "--name", "new").expect(0);

        String listed = cao.run("prune", "--keep", "1").expect(0).out();
        assertThat(listed).startsWith("would delete old-");
        assertThat(cao.run("prune", "--yes").expect(2).err()).contains("would delete every ended run");
        assertThat(cao.run("prune", "--keep", "1", "--yes").expect(0).out()).startsWith("deleted old-");
        assertThat(cao.run("names", "--runs").expect(0).out())
                .startsWith("new-")
                .doesNotContain("old-");
    }

    @Test
    void pruneRemovesEmptyControlGroupsOfRunsThatNobodyLeads() throws Exception {
        Optional<ControlGroup> gone =
                ControlGroup.make("cao-gone-" + ProcessHandle.current().pid());
        String live = "live-" + ProcessHandle.current().pid();
        Optional<ControlGroup> led = ControlGroup.make("cao-" + live);
        assumeThat(gone).as("a system that lets us make groups").isPresent();
        Path socket = Files.createTempDirectory("cao-").resolve(live + ".control");
        try (ServerSocketChannel leads = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            leads.bind(UnixDomainSocketAddress.of(socket));

            assertThat(cao.run("prune", "--keep", "1").expect(0).out()).contains("empty control groups");
            assertThat(gone.get().folder()).exists();
            assertThat(cao.run("prune", "--keep", "1", "--yes").expect(0).out()).contains("empty control groups");

            assertThat(gone.get().folder()).doesNotExist();
            assertThat(led.orElseThrow().folder()).exists();
        } finally {
            gone.get().remove();
            led.orElseThrow().remove();
            Files.deleteIfExists(socket);
            Files.deleteIfExists(socket.getParent());
        }
    }

    @Test
    void aBadLimitIsToldBeforeTheRunIsLookedFor() throws Exception {
        assertThat(cao.run("resume", "--limit", "cost=3EUR").expect(2).err()).contains("3EUR");
    }
}
