package dev.cao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.io.NoLeaks;
import java.nio.file.Files;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("e2e")
final class DetachedRunTest {
    @RegisterExtension
    final NoLeaks leaks = new NoLeaks();

    private CaoWorld cao;

    @BeforeEach
    void makeWorld() {
        cao = new CaoWorld(leaks.directory());
    }

    @Test
    void runOutlivesItsLaunchAndIsWaitedFor() throws Exception {
        TwoSteps.in(cao, "cat >/dev/null; read line <gate; rm gate; echo $line");
        new ProcessBuilder("mkfifo", cao.work().resolve("gate").toString())
                .start()
                .waitFor();

        String id = cao.run("launch", "--profile", "two.yaml", "--detach")
                .expect(0)
                .out()
                .strip();
        CaoWorld.Running wait = cao.start("wait", id);
        CaoWorld.Running follow = cao.start("logs", "-f", id);
        cao.file("gate", "opened\n");

        assertThat(wait.await().expect(0).out()).isEqualTo(id + ": done: The plan's 3 steps are done.\n");
        assertThat(follow.await().expect(0).out()).endsWith("run: ended: done, exit code 0\n");
        assertThat(cao.run("wait", id).expect(0).out()).isEqualTo(id + ": done: The plan's 3 steps are done.\n");
        assertThat(cao.run("logs", id, "--answers").expect(0).out())
                .isEqualTo("== t1 one (first)\nhello\n\n== t2 two (second)\nopened\n");
    }

    @Test
    void liveRunIsShownSteeredAndStopped() throws Exception {
        TwoSteps.in(cao, "cat >/dev/null; sleep 300");
        String id = cao.run("launch", "--profile", "two.yaml", "-d", "--name", "Nap")
                .expect(0)
                .out()
                .strip();

        assertThat(id).startsWith("nap-");
        CaoWorld.Running follow = cao.start("logs", "-f");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> Files.readString(follow.out()).contains("two: t2 accepted"));
        String status = cao.run("status", "--json").expect(0).out();
        assertThat(StatusSchema.problems(status)).isEmpty();
        assertThat(status).contains("\"state\" : \"running\"").contains("\"status\" : \"working\"");
        assertThat(cao.run("why", "two").expect(0).out())
                .startsWith("two is working: ")
                .contains("t2 from supervisor");
        assertThat(cao.run("send", "two", "hi").expect(0).out()).startsWith("Message m1 to two is recorded");
        assertThat(cao.run("answer", "two", "yes").expect(1).err()).contains("two waits for no answer");
        cao.run("wait", "--timeout", "1s").expect(124);
        assertThat(cao.run("stop").expect(0).out()).isEqualTo(id + ": stopped\n");
        follow.await().expect(0);
        cao.run("wait", id).expect(143);
        String after = cao.run("status", id, "--json").expect(0).out();
        assertThat(StatusSchema.problems(after)).isEmpty();
        assertThat(after).contains("\"exit\" : 143");
    }

    @Test
    void interruptedWorkerFailsItsTask() throws Exception {
        TwoSteps.in(cao, "cat >/dev/null; sleep 300");
        CaoWorld.Running launch = cao.start("launch", "--profile", "two.yaml").awaitErr("two: t2 accepted");

        cao.run("interrupt", "two", "--reason", "enough").expect(0);

        assertThat(launch.await().expect(1).out()).contains("t2    two     failed (interrupted)");
    }

    @Test
    void unknownNamesAreToldWithThoseThatExist() throws Exception {
        assertThat(cao.run("wait", "nope").expect(6).err())
                .isEqualTo(
                        "cao: there is no run 'nope'\nThere are no runs yet; 'cao launch --profile FILE' starts one.\n");
        TwoSteps.in(cao, "cat");
        cao.run("launch", "--profile", "two.yaml").expect(0);
        String id = cao.run("names", "--runs").expect(0).out().strip();

        assertThat(cao.run("status", "nope").expect(6).err()).contains(id);
        assertThat(cao.run("why", id + "/tow").expect(6).err())
                .isEqualTo("cao: there is no worker 'tow' in run %s; did you mean 'two'?\nIts workers are: one, two\n"
                        .formatted(id));
        assertThat(cao.run("send", id + "/two", "hi").expect(1).err()).contains("run %s is over (done)".formatted(id));
    }
}
