import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A team, its plan and what happens to it, all of it made from one number: the same seed gives the same scenario.
 *
 * <p>Each text holds a word that occurs nowhere else in the run, and each worker answers {@code NAME did TEXT}: so an
 * answer, a prompt or a message can be told apart from every other.
 */
record Scenario(long seed, List<Worker> workers, List<Step> steps, List<Fault> faults) {
    /** How a worker behaves. */
    record Worker(String name, int millis, String onRestart, Manner manner) {
        private Worker delegating() {
            return new Worker(name, millis, onRestart, Manner.DELEGATES);
        }
    }

    /** What a stand-in agent does besides answering. */
    enum Manner {
        PLAIN,
        /** Hands a part of each task to the next worker of the team, through its bridge, before it answers. */
        DELEGATES,
        ASKS_PERMISSION,
        WORKS_ON_IN_BACKGROUND,
        LOSES_A_SUBMIT,
        LOSES_A_PASTE
    }

    /** A step of the plan. {@code word} is its word; empty for a step without one. */
    record Step(Verb verb, int worker, String word, String name) {}

    enum Verb {
        HANDOFF,
        ASSIGN,
        SEND,
        WAIT
    }

    static Scenario of(long seed) {
        Random random = new Random(seed * 2654435761L + 17);
        List<Worker> workers = new ArrayList<>();
        int team = 2 + random.nextInt(3);
        for (int i = 0; i < team; i++) {
            Manner manner = Manner.values()[random.nextInt(2) == 0 ? random.nextInt(Manner.values().length) : 0];
            if (manner == Manner.DELEGATES && i == team - 1) {
                manner = Manner.PLAIN;
            }
            workers.add(new Worker("w" + i, random.nextInt(250), random.nextBoolean() ? "continue" : "retry", manner));
        }
        List<Step> steps = new ArrayList<>();
        int count = 3 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            Verb verb = Verb.values()[random.nextInt(Verb.values().length)];
            String word = "word%dx%d".formatted(seed, i);
            steps.add(new Step(verb, random.nextInt(team), word, "s" + i));
        }
        steps.add(new Step(Verb.HANDOFF, random.nextInt(team), "word%dxlast".formatted(seed), "last"));
        steps.add(new Step(Verb.WAIT, 0, "", "end"));
        List<Fault> faults = new ArrayList<>();
        int trouble = 1 + random.nextInt(3);
        for (int i = 0; i < trouble; i++) {
            faults.add(Fault.random(random, team));
        }
        for (Fault fault : faults) {
            fault.bridge()
                    .ifPresent(agent -> workers.set(agent, workers.get(agent).delegating()));
        }
        return new Scenario(seed, workers, steps, faults).withoutEmptyWaits();
    }

    /** The steps that give a task. */
    List<Step> tasks() {
        return steps.stream()
                .filter(step -> step.verb() == Verb.HANDOFF || step.verb() == Verb.ASSIGN)
                .toList();
    }

    List<Step> messages() {
        return steps.stream().filter(step -> step.verb() == Verb.SEND).toList();
    }

    /** Whether the disk is to be full at some time. */
    boolean fills() {
        return faults.stream().anyMatch(fault -> fault.what() instanceof Fault.What.FillDisk);
    }

    /** Whether the disk is to turn read-only at some time. */
    boolean losesDisk() {
        return faults.stream().anyMatch(fault -> fault.what() instanceof Fault.What.LoseDisk);
    }

    /** What the worker must answer to that step. */
    String answer(Step step) {
        return workers.get(step.worker()).name() + " did " + step.word();
    }

    /** What the plan's file must hold in the end. */
    String result() {
        StringBuilder text = new StringBuilder();
        tasks().forEach(step ->
                text.append(step.name()).append(": ").append(answer(step)).append('\n'));
        return text.toString();
    }

    void write(Path folder) throws IOException {
        Path agents = Files.createDirectories(folder.resolve("agents"));
        for (Worker worker : workers) {
            Files.writeString(agents.resolve(worker.name() + ".yaml"), """
                    description: a worker
                    provider: stand-in
                    script: %1$s.script.yaml
                    on_restart: %2$s
                    restarts: 20
                    permissions: allow
                    delegates: %3$s
                    """.formatted(
                            worker.name(), worker.onRestart(), worker.manner() == Manner.DELEGATES));
            Files.writeString(agents.resolve(worker.name() + ".script.yaml"), script(worker));
        }
        StringBuilder team =
                new StringBuilder("name: chaos\ngoal: to survive\nsupervisor: { provider: plan }\nworkers:\n");
        workers.forEach(worker -> team.append("  - { agent: %s }\n".formatted(worker.name())));
        team.append("plan:\n");
        steps.forEach(step -> team.append("  - ").append(line(step)).append('\n'));
        team.append("  - write: { file: result.txt, template: result.tmpl }\n");
        team.append("checks: [ { file: result.txt } ]\nlimits: { time: 3m }\n");
        Files.writeString(folder.resolve("chaos.yaml"), team);
        StringBuilder template = new StringBuilder();
        tasks().forEach(step -> template.append("%1$s: {{%1$s}}\n".formatted(step.name())));
        Files.writeString(folder.resolve("result.tmpl"), template);
    }

    private String line(Step step) {
        String to = workers.get(step.worker()).name();
        return switch (step.verb()) {
            case HANDOFF ->
                "handoff: { to: %s, task: \"%s\", as: %s, retry: 5 }".formatted(to, step.word(), step.name());
            case ASSIGN -> "assign: { to: %s, task: \"%s\", as: %s, retry: 5 }".formatted(to, step.word(), step.name());
            case SEND -> "send: { to: %s, message: \"%s\" }".formatted(to, step.word());
            case WAIT -> "wait: { for: [%s] }".formatted(String.join(", ", assignedBefore(step)));
        };
    }

    private List<String> assignedBefore(Step wait) {
        return steps.subList(0, steps.indexOf(wait)).stream()
                .filter(step -> step.verb() == Verb.ASSIGN)
                .map(Step::name)
                .toList();
    }

    /** A wait for nothing is no step. */
    private Scenario withoutEmptyWaits() {
        List<Step> sensible = steps.stream()
                .filter(step ->
                        step.verb() != Verb.WAIT || !assignedBefore(step).isEmpty())
                .toList();
        return new Scenario(seed, workers, sensible, faults);
    }

    private String script(Worker worker) {
        String answer = "answer: \"%s did {{task}}\"".formatted(worker.name());
        String work = "{ wait_ms: %d }".formatted(worker.millis());
        String actions = switch (worker.manner()) {
            case PLAIN, LOSES_A_SUBMIT, LOSES_A_PASTE -> "[ %s, { %s } ]".formatted(work, answer);
            case DELEGATES ->
                "[ %s, { tool: { name: handoff, arguments: { agent_profile: %s, message: \"part {{task}}\" } } }, { %s } ]"
                        .formatted(
                                work, workers.get(workers.indexOf(worker) + 1).name(), answer);
            case ASKS_PERMISSION ->
                "[ %s, { permission: { tool: Bash, input: { command: ls }, allow: [ { %s } ] } } ]"
                        .formatted(work, answer);
            case WORKS_ON_IN_BACKGROUND ->
                "[ { background: { id: b1, description: more, ms: %d } }, { %s } ]".formatted(worker.millis(), answer);
        };
        String lost = switch (worker.manner()) {
            case LOSES_A_SUBMIT -> "lost_submits: [1]\n";
            case LOSES_A_PASTE -> "lost_pastes: [1]\n";
            case PLAIN, DELEGATES, ASKS_PERMISSION, WORKS_ON_IN_BACKGROUND -> "";
        };
        String plain = "[ %s, { %s } ]".formatted(work, answer);
        return lost + "rules:\n  - { contains: \"[Message\", actions: " + plain + " }\n  - actions: " + actions + "\n";
    }
}
