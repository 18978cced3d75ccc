package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.domain.JournalEntry;
import dev.cao.domain.RunEvent;
import dev.cao.io.Time;
import dev.cao.store.SqliteJournal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LedgerTest {
    private static final int MANY = 3 * Ledger.PAGE + 7;

    @TempDir
    private Path folder;

    @BeforeEach
    void aLongPast() {
        try (Ledger earlier = ledger()) {
            note(earlier, MANY);
        }
    }

    private Ledger ledger() {
        return new Ledger(SqliteJournal.open(folder.resolve("journal.db")), Time.system());
    }

    private static void note(Ledger ledger, int times) {
        var _ = ledger.append(IntStream.range(0, times)
                .mapToObj(i -> new RunEvent.Noted(RunEvent.Level.INFO, "note " + i))
                .toArray(RunEvent[]::new));
    }

    /** Reads to the end, and returns the numbers of the entries and the most that was held meanwhile. */
    private static Read drain(Ledger.Follower follower) throws InterruptedException {
        List<Long> numbers = new ArrayList<>();
        int most = follower.holds();
        for (Optional<JournalEntry> entry = follower.next(); entry.isPresent(); entry = follower.next()) {
            numbers.add(entry.get().seq());
            most = Math.max(most, follower.holds());
        }
        return new Read(numbers, most);
    }

    private record Read(List<Long> numbers, int most) {}

    private static List<Long> numbers(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    @Test
    void followerThatReadNothingOfALongPastIsHandedItInPagesAfterTheEnd() throws InterruptedException {
        Ledger ledger = ledger();
        Ledger.Follower follower = ledger.follow(0);
        ledger.close();

        Read read = drain(follower);

        assertThat(read.numbers()).isEqualTo(numbers(1, MANY));
        assertThat(read.most()).isLessThan(Ledger.PAGE);
    }

    @Test
    void followerThatIsSlowerThanTheRunHoldsAPageAndMissesNothing() throws InterruptedException {
        Ledger ledger = ledger();
        Ledger.Follower follower = ledger.follow(MANY);
        for (int i = 0; i < MANY; i++) {
            note(ledger, 1);
        }
        int waiting = follower.holds();
        ledger.close();

        Read read = drain(follower);

        assertThat(waiting).isEqualTo(Ledger.PAGE);
        assertThat(read.numbers()).isEqualTo(numbers(MANY + 1, 2 * MANY));
        assertThat(read.most()).isEqualTo(Ledger.PAGE);
    }

    @Test
    void followerIsWokenByTheNextEntryAndByTheEnd() throws InterruptedException {
        Ledger ledger = ledger();
        Ledger.Follower follower = ledger.follow(MANY);
        List<Long> seen = new ArrayList<>();
        Thread reader = Thread.ofVirtual().start(() -> {
            try {
                seen.addAll(drain(follower).numbers());
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });

        note(ledger, 1);
        ledger.close();
        reader.join();

        assertThat(seen).containsExactly(MANY + 1L);
    }

    @Test
    void whoFollowsAClosedLedgerIsToldItsEnd() throws InterruptedException {
        Ledger ledger = ledger();
        ledger.close();

        assertThat(ledger.follow(0).next()).isEmpty();
    }
}
