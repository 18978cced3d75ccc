package dev.cao.watch;

import dev.cao.domain.Address;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.JournalEntry;
import dev.cao.domain.QuestionView;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunPhase;
import dev.cao.domain.RunState;
import dev.cao.domain.Spending;
import dev.cao.domain.TaskOutcome;
import dev.cao.domain.TaskState;
import dev.cao.domain.TaskView;
import dev.cao.domain.WorkerView;
import dev.cao.run.Narrator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes pictures of a run from its journal's entries and what its orchestrator says. Not thread-safe. */
final class Pictures {
    private static final int EVENTS_KEPT = 5_000;
    private static final int LAST_WORD_KEPT = 20_000;

    private final RunState state = new RunState();
    private final Narrator narrator = new Narrator();
    private final Deque<Picture.Event> events = new ArrayDeque<>();

    void take(JournalEntry entry) {
        state.apply(entry);
        narrator.line(entry).ifPresent(line -> {
            events.addLast(new Picture.Event(entry.at(), line));
            if (events.size() > EVENTS_KEPT) {
                events.removeFirst();
            }
        });
    }

    boolean over() {
        return state.ended().isPresent();
    }

    /** Returns how many orchestrators the run has had. */
    int epoch() {
        return state.orchestrator().map(RunEvent.OrchestratorStarted::epoch).orElse(0);
    }

    /** @param live by the workers' names; empty when no orchestrator tells */
    Picture of(Link link, Map<String, Live> live) {
        List<Picture.Row> rows = new ArrayList<>();
        Map<String, TaskView> inHand = new HashMap<>();
        Map<String, String> lastWords = new HashMap<>();
        for (TaskView task : state.tasks()) {
            String session = task.session().orElse(task.to()).value();
            if (task.inFlight()) {
                inHand.put(session, task);
            }
            task.outcome().ifPresent(outcome -> lastWords.put(session, words(task, outcome)));
        }
        rows.add(supervisor(live));
        for (TeamTree.Place place : TeamTree.of(state)) {
            String name = place.worker().name().value();
            rows.add(row(
                    place.worker(),
                    place.branches(),
                    Optional.ofNullable(live.get(name)),
                    Optional.ofNullable(inHand.get(name)),
                    lastWords.getOrDefault(name, "")));
        }
        return new Picture(heading(link), link, tasks(), spent(all()), rows, TaskTree.of(state), List.copyOf(events));
    }

    private Picture.Heading heading(Link link) {
        Optional<RunEvent.RunCreated> created = state.created();
        RunPhase open = link == Link.LOST ? RunPhase.INTERRUPTED : RunPhase.RUNNING;
        return new Picture.Heading(
                created.map(first -> first.run().value()).orElse(""),
                created.map(RunEvent.RunCreated::goal).orElse(""),
                created.map(RunEvent.RunCreated::directory).orElse(""),
                state.ended().map(RunEvent.RunEnded::phase).orElse(open),
                state.ended().map(RunEvent.RunEnded::exit).map(ExitStatus::code),
                state.ended().map(RunEvent.RunEnded::summary).orElse(""),
                state.startedAt(),
                state.endedAt());
    }

    private Picture.Row supervisor(Map<String, Live> live) {
        Optional<WorkerView> agent = state.workers().stream()
                .filter(worker -> worker.name().value().equals(TeamTree.SUPERVISOR))
                .findFirst();
        if (agent.isPresent()) {
            return row(agent.get(), "", Optional.ofNullable(live.get(TeamTree.SUPERVISOR)), Optional.empty(), "");
        }
        Optional<RunEvent.SupervisorDelayed> delay = state.supervisorDelay();
        String question = question(Address.SUPERVISOR);
        return new Picture.Row(
                TeamTree.SUPERVISOR,
                "",
                provider(),
                question.isEmpty() ? delay.isPresent() ? "waiting" : "-" : "blocked",
                delay.map(RunEvent.SupervisorDelayed::detail).orElse(""),
                "",
                List.of(),
                Optional.empty(),
                state.pending(Address.SUPERVISOR).size(),
                spent(spending(TeamTree.SUPERVISOR)),
                question,
                Optional.empty(),
                state.finished().map(RunEvent.Finished::summary).orElse(""));
    }

    private String provider() {
        return state.supervisor()
                .map(chosen -> chosen.provider()
                        + chosen.model().map(model -> " " + model).orElse(""))
                .orElse("");
    }

    private Picture.Row row(
            WorkerView worker, String branches, Optional<Live> live, Optional<TaskView> task, String lastWord) {
        Address address = Address.parse(worker.name().value());
        return new Picture.Row(
                worker.name().value(),
                branches,
                worker.provider(),
                live.map(Live::status).orElse(recorded(worker)),
                live.map(Live::detail).orElse(worker.detail()),
                live.map(Live::hold).orElse(""),
                live.map(Live::facts).orElse(List.of(new Fact("the journal's last entry on it", worker.since()))),
                task.map(Pictures::inHand),
                state.pending(address).size(),
                spent(spending(worker.name().value())),
                question(address),
                worker.session().map(pane -> new Picture.Pane(pane.pane(), pane.session(), pane.pid())),
                lastWord);
    }

    private String recorded(WorkerView worker) {
        return worker.gone().isPresent() || state.ended().isPresent() ? "gone" : "unknown";
    }

    private static Picture.Task inHand(TaskView task) {
        return new Picture.Task(
                task.id().value(), task.state().wireName(), task.from().toString(), task.since(), task.text());
    }

    private static String words(TaskView task, TaskOutcome outcome) {
        String text = switch (outcome) {
            case TaskOutcome.Done(String answer, boolean _) -> "answer to " + task.id() + ":\n" + answer;
            case TaskOutcome.Failed(var reason, String detail, String answer) ->
                "%s failed (%s): %s\n%s".formatted(task.id(), reason.wireName(), detail, answer);
            case TaskOutcome.Cancelled(String why) -> "%s was cancelled: %s".formatted(task.id(), why);
        };
        return text.substring(0, Math.min(text.length(), LAST_WORD_KEPT));
    }

    private String question(Address from) {
        return state.openQuestions().stream()
                .filter(question -> question.from().equals(from))
                .findFirst()
                .map(Pictures::asked)
                .orElse("");
    }

    private static String asked(QuestionView question) {
        return question.text().strip()
                + (question.choices().isEmpty() ? "" : " [" + String.join(" | ", question.choices()) + "]");
    }

    private String tasks() {
        Map<TaskState, Integer> counts = new EnumMap<>(TaskState.class);
        state.tasks()
                .forEach(task -> counts.merge(task.inFlight() ? TaskState.WORKING : task.state(), 1, Integer::sum));
        String words = counts.entrySet().stream()
                .map(count -> count.getValue() + " "
                        + (count.getKey() == TaskState.WORKING
                                ? "open"
                                : count.getKey().wireName()))
                .collect(Collectors.joining(", "));
        return words.isEmpty() ? "no tasks yet" : words;
    }

    private Collection<Spending> all() {
        return state.spending().values().stream()
                .flatMap(models -> models.values().stream())
                .toList();
    }

    private Collection<Spending> spending(String agent) {
        return state.spending().getOrDefault(agent, Map.of()).values();
    }

    /** A + says that the price of some of it is not known. */
    private static Picture.Spent spent(Collection<Spending> spent) {
        double cost = spent.stream().mapToDouble(Spending::costUsd).sum();
        long tokens = spent.stream().mapToLong(each -> each.tokens().all()).sum();
        long unpriced = spent.stream().mapToLong(each -> each.unpriced().all()).sum();
        String words = cost == 0 ? "" : String.format(Locale.ROOT, "$%.2f", cost) + (unpriced > 0 ? "+" : "");
        return new Picture.Spent(tokens, words);
    }
}
