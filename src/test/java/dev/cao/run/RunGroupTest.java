package dev.cao.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.io.ControlGroup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("tmux")
class RunGroupTest {
    private static final int WORKERS = 16;

    @TempDir
    Path folder;

    /** Where no group may be made, none of them gets one. */
    @RepeatedTest(10)
    void allWorkersThatStartAtOnceGetTheSameGroup() throws Exception {
        TestRun.command(folder, "one", "true");
        try (TestRun run = TestRun.of(
                        folder,
                        "name: test\nsupervisor: { provider: plan }\nworkers: [ { agent: one } ]\n"
                                + "plan: [ { handoff: { to: one, task: t } } ]\n");
                ExecutorService starting = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Optional<Path>> open = () -> RunGroup.open(run.directory()).map(ControlGroup::folder);
            List<Callable<Optional<Path>>> all = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) {
                all.add(open);
            }
            List<Optional<Path>> groups = new ArrayList<>();
            for (Future<Optional<Path>> group : starting.invokeAll(all)) {
                groups.add(group.get());
            }
            RunGroup.find(run.directory()).ifPresent(ControlGroup::remove);

            assertThat(groups).containsOnly(groups.getFirst());
        }
    }
}
