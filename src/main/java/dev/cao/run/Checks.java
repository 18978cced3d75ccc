package dev.cao.run;

import dev.cao.domain.RunEvent;
import dev.cao.io.Reasons;
import dev.cao.io.Subprocess;
import dev.cao.profile.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes the profile's checks: what must be true before a run may be called done. */
final class Checks {
    private static final int SHOWN = 400;

    private Checks() {}

    /** Makes all of them, in order. */
    static List<RunEvent.CheckMade> make(List<Check> checks, Path directory) throws InterruptedException {
        List<RunEvent.CheckMade> made = new ArrayList<>();
        for (Check check : checks) {
            made.add(
                    switch (check) {
                        case Check.FileExists(Path file) -> file(file, directory.resolve(file));
                        case Check.CommandSucceeds(List<String> command, Duration timeout) ->
                            command(command, timeout, directory);
                    });
        }
        return made;
    }

    private static RunEvent.CheckMade file(Path file, Path place) {
        String check = "file " + file;
        try {
            if (!Files.isRegularFile(place)) {
                return new RunEvent.CheckMade(check, false, "there is no such file");
            }
            return Files.size(place) > 0
                    ? new RunEvent.CheckMade(check, true, "")
                    : new RunEvent.CheckMade(check, false, "it is empty");
        } catch (IOException e) {
            return new RunEvent.CheckMade(check, false, String.valueOf(e.getMessage()));
        }
    }

    private static RunEvent.CheckMade command(List<String> command, Duration timeout, Path directory)
            throws InterruptedException {
        String check = "command " + String.join(" ", command);
        try {
            Subprocess.Result result = Subprocess.run(command, directory, Map.of(), "", timeout);
            if (result.ok()) {
                return new RunEvent.CheckMade(check, true, "");
            }
            String why = result.timedOut()
                    ? "it did not end within %d s".formatted(timeout.toSeconds())
                    : "exit code %d".formatted(result.exitCode());
            String output = (result.out() + result.err()).strip();
            return new RunEvent.CheckMade(check, false, output.isEmpty() ? why : why + ": " + tail(output));
        } catch (IOException e) {
            return new RunEvent.CheckMade(check, false, "it cannot be started: " + Reasons.of(e));
        }
    }

    private static String tail(String output) {
        return output.length() <= SHOWN ? output : "…" + output.substring(output.length() - SHOWN);
    }
}
