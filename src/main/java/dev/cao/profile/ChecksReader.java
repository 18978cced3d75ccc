package dev.cao.profile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code checks}: what must hold at the end. */
final class ChecksReader {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final String EXPECTED =
            "a list of checks such as `{ file: plan.md }` or `{ command: [make, test] }`";

    private final Problems problems;

    ChecksReader(Problems problems) {
        this.problems = problems;
    }

    List<Check> read(Fields team) {
        List<Check> checks = new ArrayList<>();
        for (Node item : team.items("checks", EXPECTED)) {
            check(Fields.of(item, Keys.CHECK, problems)).ifPresent(checks::add);
        }
        return checks;
    }

    private Optional<Check> check(Fields fields) {
        Duration timeout = fields.duration("timeout").orElse(TIMEOUT);
        List<String> command = RelativePaths.argv(fields.argv("command"), problems);
        Optional<Check> file = fields.scalar("file", "a file of the run's directory")
                .flatMap(written -> RelativePaths.inside(written, problems))
                .map(Check.FileExists::new);
        if (fields.isReadable() && fields.has("file") == fields.has("command")) {
            problems.add(fields.place(), "expected either `file` or `command` in a check");
        } else if (fields.has("file") && fields.has("timeout")) {
            problems.add(fields.placeOf("timeout"), "belongs to `command`; a check of a `file` takes no time");
        }
        if (fields.has("command")) {
            return command.isEmpty() ? Optional.empty() : Optional.of(new Check.CommandSucceeds(command, timeout));
        }
        return file;
    }
}
