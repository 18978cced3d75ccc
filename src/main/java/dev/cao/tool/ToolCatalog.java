package dev.cao.tool;

import static dev.cao.tool.ToolParameter.Kind.ANYTHING;
import static dev.cao.tool.ToolParameter.Kind.FLAG;
import static dev.cao.tool.ToolParameter.Kind.TEXT;
import static dev.cao.tool.ToolParameter.Kind.TEXTS;
import static dev.cao.tool.ToolParameter.Kind.WHOLE_NUMBER;
import static dev.cao.tool.ToolParameter.optional;
import static dev.cao.tool.ToolParameter.required;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All tools, once for every kind of brain: names and texts for models, schemas, and how arguments become a call. */
public final class ToolCatalog {
    private static final ToolParameter WORKER = required(
                    "agent_profile", TEXT, "Name of a worker of the team, as list_workers shows it.")
            .alsoCalled("terminal_id", "worker");

    private static final ToolParameter STATUS =
            required("status", TEXT, "done or failed.").oneOf("done", "failed");

    private static final List<ToolDescription> TOOLS = List.of(
            new ToolDescription(
                    "handoff",
                    "Hand a task to a worker and wait",
                    """
                    Gives a worker a task and waits for its answer. Use it when you need the answer before you go on. The worker \
                    sees only your message and its own earlier conversation, so say everything it needs: goal, files, what to answer. \
                    Returns the worker's exact final answer, or a named failure with what to do. If the worker needs longer than you \
                    can wait, returns {"status": "working", "task_id": …} while the task goes on: call wait_for with that task_id, do \
                    not hand the same task off again. To let several workers work at once, call assign for each, then wait_for once.""",
                    List.of(
                            WORKER,
                            required("message", TEXT, "The whole task, as you would brief a colleague."),
                            optional("timeout", WHOLE_NUMBER, "Seconds to wait for the answer; default 600.")),
                    false),
            new ToolDescription(
                    "assign",
                    "Give a worker a task and go on",
                    """
                    Gives a worker a task and returns at once with {task_id, worker}. Use it for work that can go on while you do \
                    something else, and to run several workers in parallel: one assign for each, then one wait_for with all task ids. \
                    If you do not wait, the answer arrives in your inbox as a message tagged with the task id; do not poll for it. A \
                    busy worker takes the task when it is free.""",
                    List.of(WORKER, required("message", TEXT, "The whole task, as you would brief a colleague.")),
                    false),
            new ToolDescription(
                    "send_message",
                    "Send a message",
                    """
                    Leaves a message for a worker, the supervisor, or whoever gave a task. It is kept until its receiver can read it, \
                    is delivered once and in order, and starts no task. Use it to ask, to warn, to pass something on. Returns \
                    {message_id} at once; there is no reply to wait for, an answer comes as a message to you. Your final answer to a \
                    task reaches its giver by itself: do not send it a second time.""",
                    List.of(
                            required("message", TEXT, "The text."),
                            optional(
                                    "receiver_id",
                                    TEXT,
                                    "A worker's name, 'supervisor', 'user', or a task id for the giver of that task. Default: who gave"
                                            + " you your task.")),
                    false),
            new ToolDescription(
                    "wait_for",
                    "Wait for tasks",
                    """
                    Waits for tasks that you gave by assign, or by a handoff that returned "working". Returns the answers of those \
                    that ended, exact and whole, and in "open" the ids of those still under way; call it again with these. With mode \
                    "all" it returns when every task has ended, with "any" when the first has.""",
                    List.of(
                            required("task_ids", TEXTS, "Task ids, such as [\"t3\", \"t4\"].")
                                    .alsoCalled("task_id"),
                            optional("mode", TEXT, "all (default) or any.").oneOf("all", "any"),
                            optional("timeout", WHOLE_NUMBER, "Seconds to wait; default 600.")),
                    true),
            new ToolDescription("list_workers", "Show the team", """
                    Lists the workers of the team: name, what each is for, status (starting, idle, working, blocked, gone, unknown) \
                    with the evidence for it, its task and its queue. Use it to choose whom to ask, or when a task takes unexpectedly \
                    long. It is no way to wait for an answer; wait_for is.""", List.of(), true),
            new ToolDescription(
                    "read_output",
                    "Look over a worker's shoulder",
                    """
                    Returns the last lines that a worker shows in its terminal. Use it to see what a worker is doing or why it is \
                    stuck. It is not the worker's answer: handoff and wait_for return that exactly.""",
                    List.of(WORKER, optional("lines", WHOLE_NUMBER, "How many lines, 1 to 2000; default 50.")),
                    true),
            new ToolDescription(
                    "interrupt",
                    "Interrupt a worker",
                    """
                    Stops what a worker is doing now. Its task ends as failed with the reason "interrupted"; the worker stays and can \
                    be given another task. Use it when a worker does the wrong thing or its result is no longer needed.""",
                    List.of(WORKER, optional("reason", TEXT, "Why, for the journal.")),
                    false),
            new ToolDescription(
                    "answer_prompt",
                    "Answer a blocked worker",
                    """
                    Answers what a worker is blocked on: a permission ("allow" or "deny") or a question of the agent. list_workers \
                    shows status "blocked" and what is asked. Refused where the team's profile does not leave it to you.""",
                    List.of(
                            WORKER,
                            required(
                                    "answer", TEXT, "allow or deny; for a question one of its choices, or free text.")),
                    false),
            new ToolDescription(
                    "report_result",
                    "Report the result of your task",
                    """
                    Closes the task that you have in hand: with status "done" the result is what its giver receives as your answer, \
                    with "failed" the result says why it cannot be done. Call it once, as the last thing, then end your turn. If the \
                    result does not have the form that is asked for, it is refused and you are told what is wrong; mend it and report \
                    again.""",
                    List.of(
                            STATUS,
                            required("result", ANYTHING, "The result: text, or JSON where a form is asked for.")),
                    false),
            new ToolDescription(
                    "ask_user",
                    "Ask the person",
                    """
                    Asks the person who started the run and waits for the answer. Use it only for what neither you nor a worker can \
                    decide. Fails at once where nobody is there to answer; then decide yourself. If the person takes longer than you \
                    can wait, returns {"status": "waiting", "question_id": …}: go on with what does not depend on it, and the answer \
                    comes to your inbox, or call ask_user again with the very same question to wait on.""",
                    List.of(
                            required("question", TEXT, "One question, with what the person must know to answer it."),
                            optional("choices", TEXTS, "Answers to choose from.")),
                    false),
            new ToolDescription(
                    "finish",
                    "End the run",
                    """
                    Ends the run. Call it when the goal is reached (status "done"; the profile's checks must hold) or cannot be \
                    reached ("failed"). Refused while tasks are open: wait for them, or set cancel_open. Nothing can be done after it.""",
                    List.of(
                            STATUS,
                            required("summary", TEXT, "What was achieved, or why not; the person reads it."),
                            optional("cancel_open", FLAG, "Cancel tasks that are still open; default false.")),
                    false));

    private ToolCatalog() {}

    /** Returns all tools in the order in which they are shown. */
    public static List<ToolDescription> all() {
        return TOOLS;
    }

    public static Optional<ToolDescription> find(String name) {
        return TOOLS.stream().filter(tool -> tool.name().equals(name)).findFirst();
    }

    /** What came of reading arguments. */
    public sealed interface Decoded {
        /** @param notes what the caller should know, such as parameters that were ignored */
        record Understood(ToolCall call, List<String> notes) implements Decoded {
            public Understood {
                notes = List.copyOf(notes);
            }
        }

        /** @param why what is wrong with the arguments, all of it, for the caller to mend */
        record Refused(String why) implements Decoded {}
    }

    /** Reads a call by the name and arguments that a model gave. */
    public static Decoded decode(String name, ObjectNode arguments) {
        Optional<ToolDescription> tool = find(name);
        if (tool.isEmpty()) {
            return new Decoded.Refused("There is no tool '%s'. The tools are: %s."
                    .formatted(
                            name,
                            String.join(
                                    ", ",
                                    TOOLS.stream().map(ToolDescription::name).toList())));
        }
        ToolArguments read = new ToolArguments(tool.get(), arguments);
        Optional<ToolCall> call = ToolCallReader.read(name, read);
        if (call.isEmpty()) {
            return new Decoded.Refused("%s was not called: %s.".formatted(name, String.join("; ", read.problems())));
        }
        Set<String> unknown = unknown(tool.get(), arguments);
        return new Decoded.Understood(
                call.get(),
                unknown.isEmpty()
                        ? List.of()
                        : List.of("ignored, because %s has no such parameter: %s"
                                .formatted(name, String.join(", ", unknown))));
    }

    private static Set<String> unknown(ToolDescription tool, ObjectNode arguments) {
        Set<String> unknown = new LinkedHashSet<>();
        arguments.fieldNames().forEachRemaining(given -> {
            if (tool.parameters().stream().noneMatch(parameter -> parameter.answersTo(given))) {
                unknown.add(given);
            }
        });
        return unknown;
    }
}
