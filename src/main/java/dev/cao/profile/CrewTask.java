package dev.cao.profile;

import java.util.List;
import java.util.Optional;

/**
 * A task of a crew.
 *
 * @param context the tasks whose answers it needs, earlier ones
 * @param async whether the crew goes on without its answer
 * @param output the file that its answer is written to
 */
record CrewTask(
        String name,
        String agent,
        String description,
        String expected,
        List<String> context,
        boolean async,
        Optional<String> output) {
    CrewTask {
        context = List.copyOf(context);
    }
}
