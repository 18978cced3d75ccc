package dev.cao.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.agent.LiveStatus;
import dev.cao.control.ControlHandler;
import dev.cao.control.ControlRequest;
import dev.cao.control.McpTools;
import dev.cao.domain.Address;
import dev.cao.domain.CallKey;
import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.RunEvent;
import dev.cao.domain.RunOutcome;
import dev.cao.domain.RunState;
import dev.cao.domain.WorkerName;
import dev.cao.io.Json;
import dev.cao.io.Time;
import dev.cao.profile.LimitRaise;
import dev.cao.tool.ToolCall;
import dev.cao.tool.ToolCatalog;
import dev.cao.tool.ToolResult;
import dev.cao.tool.Toolbox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Answers what clients ask of the running orchestrator. Safe for many threads. */
final class RunControl implements ControlHandler {
    private static final Set<String> ASKING = Set.of("permission_request", "question");
    private static final String SUPERVISOR = "supervisor";

    private final Team team;
    private final Ledger ledger;
    private final Budget budget;
    private final WorkerCrew crew;
    private final Toolbox toolbox;
    private final Tokens tokens;
    private final Time time;
    private final CompletableFuture<RunOutcome> over;

    /** @param over completes when nothing of the run is left */
    RunControl(
            Team team,
            Ledger ledger,
            Budget budget,
            WorkerCrew crew,
            Toolbox toolbox,
            Tokens tokens,
            Time time,
            CompletableFuture<RunOutcome> over) {
        this.team = team;
        this.ledger = ledger;
        this.budget = budget;
        this.crew = crew;
        this.toolbox = toolbox;
        this.tokens = tokens;
        this.time = time;
        this.over = over;
        // Whoever follows must not hold the socket up.
        over.whenComplete((_, _) -> crew.board().close());
    }

    @Override
    public ObjectNode handle(String token, ControlRequest request) throws InterruptedException {
        Address caller = caller(token);
        return switch (request) {
            case ControlRequest.Status _ ->
                ledger.read(state -> StatusDocument.of(state, true, crew.statuses(), time.now()));
            case ControlRequest.Follow(long seen) -> follow(seen);
            case ControlRequest.Why(String worker) -> why(worker);
            case ControlRequest.Send(String receiver, String text) ->
                tool(caller, new ToolCall.SendMessage(text, Optional.of(receiver)));
            case ControlRequest.Answer(String worker, String answer) -> answer(caller, worker, answer);
            case ControlRequest.Interrupt(String worker, String reason) ->
                tool(caller, new ToolCall.Interrupt(session(worker), reason));
            case ControlRequest.Raise(List<String> limits) -> raise(caller, limits);
            case ControlRequest.Stop(String why) -> stop(caller, why);
            case ControlRequest.Wait _ -> outcome();
            case ControlRequest.Hook(ObjectNode event) -> hook(caller, event);
            case ControlRequest.Call call -> call(caller, call);
        };
    }

    @Override
    public McpTools mcp(String token) {
        Address caller = caller(token);
        Optional<Runnable> listed = team.member(caller)
                .map(Team.Member::session)
                .filter(crew.listed()::isAwaited)
                .map(session -> () -> crew.listed(session));
        return new TeamTools(caller, team, ledger, toolbox, time, listed);
    }

    private ObjectNode call(Address caller, ControlRequest.Call call) throws InterruptedException {
        return switch (ToolCatalog.decode(call.tool(), call.arguments())) {
            case ToolCatalog.Decoded.Refused(String why) -> throw new CaoException(ExitStatus.USAGE, why, "");
            case ToolCatalog.Decoded.Understood(ToolCall understood, List<String> _) -> tool(caller, understood);
        };
    }

    private Address caller(String token) {
        if (token.isEmpty()) {
            return Address.USER;
        }
        return tokens.owner(token)
                .orElseThrow(() -> new CaoException(
                        ExitStatus.USAGE,
                        "the token in CAO_TOKEN belongs to no living worker of this run",
                        "A worker that was started again has another token; outside of a worker, unset CAO_TOKEN."));
    }

    private WorkerName session(String worker) {
        if (WorkerName.isValid(worker) && team.member(new WorkerName(worker)).isPresent()) {
            return new WorkerName(worker);
        }
        throw new CaoException(
                ExitStatus.NOT_FOUND,
                "there is no worker '%s' in this run".formatted(worker),
                "Its workers are: " + team.roster());
    }

    private ObjectNode tool(Address caller, ToolCall call) throws InterruptedException {
        return reply(toolbox.call(caller, new CallKey("control/" + UUID.randomUUID()), call));
    }

    private static ObjectNode reply(ToolResult result) {
        if (!result.ok()) {
            throw new CaoException(ExitStatus.FAILED, result.text(), "");
        }
        ObjectNode reply = Json.object().put("text", result.text());
        reply.set("result", Json.MAPPER.valueToTree(result.fields()));
        return reply;
    }

    /** The supervisor's question to the person comes before a prompt in its own pane. */
    private ObjectNode answer(Address caller, String worker, String answer) throws InterruptedException {
        boolean asked = worker.equals(SUPERVISOR)
                && (team.member(new WorkerName(worker)).isEmpty()
                        || !ledger.read(RunState::openQuestions).isEmpty());
        return asked
                ? reply(Questions.answer(ledger, caller, answer))
                : tool(caller, new ToolCall.AnswerPrompt(session(worker), answer));
    }

    /** Without workers when nothing changes any more, because the run ends. */
    private ObjectNode follow(long seen) throws InterruptedException {
        Optional<StatusBoard.View> view = crew.board().after(seen);
        ObjectNode reply =
                Json.object().put("version", view.map(StatusBoard.View::version).orElse(seen));
        if (view.isPresent()) {
            ArrayNode workers = reply.putArray("workers");
            view.get().statuses().forEach((name, status) -> workers.add(live(name, status)));
        }
        return reply;
    }

    private ObjectNode live(WorkerName name, LiveStatus status) {
        ObjectNode worker = Json.object()
                .put("name", name.value())
                .put("status", status.status().wireName())
                .put("detail", status.detail())
                .put("hold", crew.hold(name));
        ArrayNode facts = worker.putArray("evidence");
        status.evidence()
                .forEach(fact -> facts.addObject()
                        .put("fact", fact.fact())
                        .put("at", fact.at().toEpochMilli()));
        return worker;
    }

    private ObjectNode why(String worker) {
        Instant now = time.now();
        if (worker.equals(SUPERVISOR) && team.member(new WorkerName(worker)).isEmpty()) {
            return ledger.read(state -> WhyDocument.ofSupervisor(state, now));
        }
        WorkerName name = session(worker);
        LiveStatus status = Optional.ofNullable(crew.statuses().get(name))
                .orElseThrow(() ->
                        new CaoException(ExitStatus.NOT_FOUND, "worker '%s' was not started".formatted(worker), ""));
        WorkerName pool = team.member(name).map(Team.Member::worker).orElse(name);
        String hold = crew.hold(name);
        return ledger.read(state -> WhyDocument.of(state, name, pool, status, hold, now));
    }

    private ObjectNode stop(Address caller, String why) throws InterruptedException {
        if (!caller.equals(Address.USER)) {
            throw new CaoException(
                    ExitStatus.FAILED,
                    "%s may not stop the run".formatted(caller instanceof Address.Worker ? "a worker" : caller),
                    "Only its user may; a supervisor calls finish.");
        }
        ledger.append(new RunEvent.StopRequested(caller.toString(), ExitStatus.TERMINATED, why));
        return outcome();
    }

    private ObjectNode raise(Address caller, List<String> limits) {
        if (!caller.equals(Address.USER)) {
            throw new CaoException(
                    ExitStatus.FAILED, "%s may not raise a limit".formatted(caller), "Only the run's user may.");
        }
        List<LimitRaise> raises = new ArrayList<>();
        for (String limit : limits) {
            try {
                raises.add(LimitRaise.parse(limit));
            } catch (IllegalArgumentException e) {
                throw new CaoException(ExitStatus.USAGE, String.valueOf(e.getMessage()), "", e);
            }
        }
        Raising.raise(ledger, budget, raises, caller, time.now());
        return Json.object().put("text", "The run goes on with more.");
    }

    private ObjectNode outcome() throws InterruptedException {
        try {
            RunOutcome outcome = over.get();
            ObjectNode reply = Json.object()
                    .put("state", outcome.phase().wireName())
                    .put("exit", outcome.exit().code())
                    .put("summary", outcome.summary());
            outcome.left().forEach(reply.putArray("left")::add);
            return reply;
        } catch (ExecutionException e) {
            throw new CaoException(ExitStatus.LOST, "the run's orchestrator failed: " + e.getCause(), "", e);
        }
    }

    /** A dialog comes up only when no text of ours is on its way into the agent. */
    private ObjectNode hook(Address caller, ObjectNode event) throws InterruptedException {
        Optional<WorkerName> session = team.member(caller).map(Team.Member::session);
        if (session.isPresent()) {
            crew.wake(session.get());
            if (ASKING.contains(event.path("event").asText())) {
                crew.holds().awaitRelease(session.get(), TypingHolds.PATIENCE);
            }
        }
        ObjectNode reply = Json.object();
        reply.putObject("reply").put("decision", "ask");
        return reply;
    }
}
