package dev.cao.run;

import dev.cao.agent.AgentProvider;
import dev.cao.domain.JournalEntry;
import dev.cao.domain.LongText;
import dev.cao.domain.RunEvent;
import dev.cao.domain.TaskId;
import dev.cao.domain.TaskOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares what was given with what the model got and what came back, and prints it. For the test's thread. */
final class DeliveryFigures {
    private final AgentProvider provider;
    private final AgentLab lab;
    private final FakeModel model;
    private final Map<TaskId, Integer> tasks = new LinkedHashMap<>();
    private final Map<Integer, String> texts = new LinkedHashMap<>();
    private final List<String> wrong = new ArrayList<>();

    DeliveryFigures(AgentProvider provider, AgentLab lab, FakeModel model) {
        this.provider = provider;
        this.lab = lab;
        this.model = model;
    }

    void given(TaskId task, int number, String text) {
        tasks.put(task, number);
        texts.put(number, text);
    }

    void sent(int number, String text) {
        texts.put(number, text);
    }

    /** Returns what went wrong, a line for each delivery; empty when all was exact and once. */
    List<String> wrong() {
        return List.copyOf(wrong);
    }

    /** {@code codex: 200 deliveries (160 tasks, 40 messages): 200 exact, 0 doubled, 0 lost; …}. */
    void print(int number) throws IOException {
        int exact = 0;
        int doubled = 0;
        int lost = 0;
        List<String> prompts = contents();
        for (Map.Entry<Integer, String> text : texts.entrySet()) {
            String expected = text.getValue().strip();
            long marked = prompts.stream()
                    .filter(prompt -> prompt.contains(MixedText.mark(text.getKey())))
                    .count();
            boolean whole = prompts.stream().anyMatch(prompt -> prompt.contains(expected));
            if (marked == 0) {
                lost++;
                wrong.add("lost: " + text.getKey());
            } else if (marked > 1) {
                doubled++;
                wrong.add("doubled: " + text.getKey());
            } else if (whole) {
                exact++;
            } else {
                wrong.add("changed: " + text.getKey());
            }
        }
        tasks.forEach((task, which) -> answered(task, which));
        System.out.printf(
                "deliveries %s: %d (%d tasks, %d messages): %d exact, %d doubled, %d lost, %d wrong in all; typed to taken: %s%n",
                provider.name(),
                number,
                tasks.size(),
                number - tasks.size(),
                exact,
                doubled,
                lost,
                wrong.size(),
                times());
    }

    private void answered(TaskId task, int which) {
        boolean answered = lab.task(task)
                .flatMap(view -> view.outcome())
                .filter(outcome -> outcome instanceof TaskOutcome.Done done
                        && done.answer().startsWith("ECHO "))
                .isPresent();
        if (!answered) {
            wrong.add("not answered: %d: %s".formatted(which, lab.task(task).flatMap(view -> view.outcome())));
        }
    }

    /** What the model was asked; where that was to read a file, what the file holds. */
    private List<String> contents() throws IOException {
        List<String> contents = new ArrayList<>();
        for (String prompt : model.prompts()) {
            var file = LongText.pathIn(prompt.strip());
            contents.add(file.isPresent() ? Files.readString(file.get()) : prompt);
        }
        return contents;
    }

    /** From the first key to the agent's own receipt, the wait for a free agent not counted. */
    private String times() {
        Map<TaskId, Instant> typed = new HashMap<>();
        List<Duration> took = new ArrayList<>();
        for (JournalEntry entry : lab.run().entries()) {
            if (entry.event() instanceof RunEvent.TaskSent sent) {
                typed.put(sent.task(), entry.at());
            } else if (entry.event() instanceof RunEvent.TaskAccepted accepted) {
                took.add(Duration.between(typed.getOrDefault(accepted.task(), entry.at()), entry.at()));
            }
        }
        took.sort(Duration::compareTo);
        return took.isEmpty()
                ? "no figures"
                : "median %d ms, p95 %d ms, longest %d ms"
                        .formatted(
                                took.get(took.size() / 2).toMillis(),
                                took.get(took.size() * 95 / 100).toMillis(),
                                took.getLast().toMillis());
    }
}
