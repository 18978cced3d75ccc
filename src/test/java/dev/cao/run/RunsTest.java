package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.domain.RunId;
import dev.cao.profile.ProfileReader;
import dev.cao.provider.AgentProviders;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    @TempDir
    Path folder;

    private Runs runs;

    @BeforeEach
    void useAnEmptyState() {
        runs = new Runs(folder.resolve("state"));
    }

    @Test
    void idsAreMadeOfTheNameAndAreNew() {
        RunId id = runs.freshId("My Größe!");

        assertThat(id.value()).matches("my-gr-e-[0-9a-z]{3}");
    }

    @Test
    void theNewestRunComesFirst() throws Exception {
        create("old", NOW);
        create("new", NOW.plusSeconds(1));

        assertThat(runs.all()).extracting(known -> known.run().value()).containsExactly("new", "old");
    }

    @Test
    void aRunThatWasCreatedAndNeverStartedIsNotAlive() throws Exception {
        create("idle", NOW);

        assertThat(runs.alive()).isEmpty();
    }

    @Test
    void whatWasToBeRunIsReadBackFromTheJournal() throws Exception {
        RunPlan plan = plan("kept");
        runs.create(plan, "1", NOW);

        RunPlan read = Runs.planOf(runs.find(plan.run()).state().created().orElseThrow());

        assertThat(read).isEqualTo(plan);
    }

    @Test
    void aDamagedJournalDoesNotHideTheOthers() throws Exception {
        create("good", NOW);
        Path journal = create("bad", NOW).journal();
        try (RandomAccessFile file = new RandomAccessFile(journal.toFile(), "rw")) {
            file.write(new byte[4096]);
        }

        Runs.Listing listing = runs.list();

        assertThat(listing.runs()).extracting(known -> known.run().value()).containsExactly("good");
        assertThat(listing.unreadable())
                .singleElement()
                .satisfies(bad -> assertThat(bad.why().what()).contains("damaged"));
    }

    @Test
    void aTruncatedJournalIsNamedAsDamaged() throws Exception {
        Path journal = create("cut", NOW).journal();
        byte[] bytes = Files.readAllBytes(journal);
        Files.write(journal, java.util.Arrays.copyOf(bytes, bytes.length / 2 + 100));

        assertThat(runs.list().unreadable())
                .extracting(cut -> cut.run().value())
                .containsExactly("cut");
    }

    private RunDirectory create(String id, Instant at) throws Exception {
        return runs.create(plan(id), "1", at);
    }

    @Test
    void aLaunchThatWasKilledBeforeItsFirstEventIsNoRun() throws Exception {
        Runs runs = new Runs(folder);
        runs.create(plan("team-1aa"), "1", Instant.EPOCH);
        Path unborn = Files.createDirectories(folder.resolve("runs/.new-team-1ab"));

        assertThat(runs.all()).extracting(Runs.Known::run).containsExactly(new RunId("team-1aa"));
        assertThat(runs.list().unreadable()).isEmpty();
        assertThat(runs.unborn(Instant.now().plusSeconds(5))).containsExactly(unborn);
        assertThat(runs.unborn(Instant.now().minusSeconds(60))).isEmpty();
    }

    private RunPlan plan(String id) throws Exception {
        TestRun.command(folder, "cat", "cat");
        Path file = Files.writeString(folder.resolve("team.yaml"), """
                name: team
                goal: "{{ braces }} and $€"
                workers: [ { agent: cat } ]
                plan: [ { handoff: { to: cat, task: "x" } } ]
                """);
        return new RunPlan(
                new RunId(id),
                "team",
                new ProfileReader(List.of(), AgentProviders.names())
                        .read(file, Map.of())
                        .team(),
                folder,
                Map.of("goal", "g", "who", "me"),
                new RunPlan.Options(true, true, Optional.of("command"), Optional.of(90L)));
    }
}
