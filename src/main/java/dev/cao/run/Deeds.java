package dev.cao.run;

import dev.cao.domain.Address;
import dev.cao.domain.CallKey;
import dev.cao.domain.CallView;
import dev.cao.domain.RunEvent;
import dev.cao.io.Json;
import dev.cao.tool.ToolCall;
import dev.cao.tool.ToolCalls;
import dev.cao.tool.ToolResult;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/** Calls that act outside of the journal, such as pressing a key in a pane: each is done once. Safe for many threads. */
final class Deeds {
    private final Ledger ledger;
    private final Map<CallKey, CompletableFuture<ToolResult>> underWay = new ConcurrentHashMap<>();

    Deeds(Ledger ledger) {
        this.ledger = ledger;
    }

    /** What a call does. */
    interface Deed {
        ToolResult perform() throws InterruptedException;
    }

    /** Performs the deed, or returns what it returned the first time. */
    ToolResult once(CallKey key, Address caller, ToolCall call, Deed deed) throws InterruptedException {
        CompletableFuture<ToolResult> mine = new CompletableFuture<>();
        CompletableFuture<ToolResult> others = underWay.putIfAbsent(key, mine);
        if (others != null) {
            return join(others);
        }
        try {
            ToolResult result = recordedOrDone(key, caller, call, deed);
            mine.complete(result);
            return result;
        } catch (InterruptedException | RuntimeException e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            underWay.remove(key);
        }
    }

    private ToolResult recordedOrDone(CallKey key, Address caller, ToolCall call, Deed deed)
            throws InterruptedException {
        Optional<CallView> known = ledger.read(state -> state.call(key));
        if (known.isPresent()) {
            return known.flatMap(CallView::answer)
                    .map(Results::fromJournal)
                    .orElseGet(
                            () -> ToolResult.refused(
                                    "the orchestrator died while it did this, so it is not known whether it was done; look with list_workers before you try again"));
        }
        ledger.append(new RunEvent.CallMade(key, caller, ToolCalls.name(call), Json.line(ToolCalls.arguments(call))));
        ToolResult result = deed.perform();
        ledger.append(new RunEvent.CallAnswered(key, result.ok(), Results.toJournal(result)));
        return result;
    }

    private static ToolResult join(CompletableFuture<ToolResult> others) throws InterruptedException {
        try {
            return others.get();
        } catch (ExecutionException e) {
            throw (InterruptedException) new InterruptedException("the call was given up").initCause(e);
        }
    }
}
