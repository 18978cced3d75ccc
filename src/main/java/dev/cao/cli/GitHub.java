package dev.cao.cli;

import dev.cao.io.Reasons;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What a run has to do in a job of GitHub Actions. The runner carries out lines of a step's output that look like its
 * commands; while a run goes on they are switched off, because agents write what they like.
 */
final class GitHub {
    private final Output output;
    private final boolean actions;
    private final Optional<Path> stepSummary;
    private final String token = "cao-" + UUID.randomUUID();

    GitHub(Output output, Map<String, String> environment) {
        this.output = output;
        this.actions = "true".equals(environment.get("GITHUB_ACTIONS"));
        this.stepSummary = Optional.ofNullable(environment.get("GITHUB_STEP_SUMMARY"))
                .filter(file -> !file.isEmpty())
                .map(Path::of);
    }

    /** Tells whether there is anything for it to be told at the end. */
    boolean listens() {
        return actions || stepSummary.isPresent();
    }

    void stopCommands() {
        if (actions) {
            output.progress("::stop-commands::" + token);
        }
    }

    /** Lets commands through again, and shows the annotations. */
    void annotate(List<String> annotations) {
        if (actions) {
            output.progress("::" + token + "::");
            annotations.forEach(output::progress);
        }
    }

    /** Adds to the page of the step. It is an extra: a failure is told and changes nothing. */
    void summarize(String markdown) {
        stepSummary.ifPresent(file -> {
            try {
                Files.writeString(
                        file, markdown, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                output.note("cannot write GITHUB_STEP_SUMMARY %s: %s".formatted(file, Reasons.of(e)));
            }
        });
    }
}
