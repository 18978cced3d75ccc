package dev.cao.terminal;

import dev.cao.domain.ProcessExit;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** Remembers what a runtime told. Safe for many threads. */
final class RecordingListener implements TerminalRuntime.Listener {
    record End(Session session, ProcessExit exit) {}

    private final List<End> ends = new CopyOnWriteArrayList<>();
    private final List<String> losses = new CopyOnWriteArrayList<>();

    @Override
    public void exited(Session session, ProcessExit exit) {
        ends.add(new End(session, exit));
    }

    @Override
    public void lost(String why) {
        losses.add(why);
    }

    List<End> ends() {
        return ends;
    }

    List<String> losses() {
        return losses;
    }

    ProcessExit awaitEnd(Session session) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(5))
                .until(
                        () -> ends.stream()
                                .filter(end -> end.session().equals(session))
                                .findFirst(),
                        end -> end.isPresent())
                .orElseThrow()
                .exit();
    }
}
