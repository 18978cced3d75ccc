package dev.cao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.io.NoLeaks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("e2e")
final class LostOutputTest {
    @RegisterExtension
    final NoLeaks leaks = new NoLeaks();

    private CaoWorld cao;

    @BeforeEach
    void makeWorld() {
        cao = new CaoWorld(leaks.directory());
    }

    @Test
    void aResultThatCannotBeWrittenIsAFailure() throws IOException, InterruptedException {
        CaoWorld.Result result =
                cao.under("sh", "-c", "exec \"$@\" >/dev/full", "sh").run("completion", "bash");

        assertThat(result.expect(1).err()).contains("standard output cannot be written: No space left on device");
    }

    @Test
    void aReaderThatHasSeenEnoughIsNone() throws IOException, InterruptedException {
        CaoWorld.Result result =
                cao.under("sh", "-c", "{ \"$@\"; echo $? >code; } | :", "sh").run("completion", "bash");

        assertThat(result.err()).isEmpty();
        assertThat(cao.work().resolve("code")).hasContent("0");
    }

    @Test
    void aGoalThatIsNotUtf8IsRefused() throws IOException, InterruptedException {
        TwoSteps.in(cao, "cat");
        Path goal = Files.write(cao.work().resolve("goal"), new byte[] {'P', (byte) 0xe9, 'r'});

        CaoWorld.Result result = cao.run("launch", "-p", "two.yaml", "--goal-file", goal.toString());

        assertThat(result.expect(2).err()).contains("is not text in UTF-8");
    }

    @Test
    void runsAreNamedAlsoWhenTheirJournalsCannotBeRead() throws IOException, InterruptedException {
        Path run = Files.createDirectories(cao.state().resolve("runs/bank-7f3"));
        Files.writeString(run.resolve("journal.db"), "no database");

        assertThat(cao.run("names", "--runs").expect(0).out()).isEqualTo("bank-7f3\n");
    }
}
