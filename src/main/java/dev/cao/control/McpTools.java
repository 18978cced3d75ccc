package dev.cao.control;

import dev.cao.domain.CallKey;
import dev.cao.tool.ToolCall;
import dev.cao.tool.ToolDescription;
import dev.cao.tool.ToolResult;
import java.util.List;

/** What the MCP server offers to one caller, whose token said who it is. Safe for many threads. */
public interface McpTools {
    /** Returns what the caller's model is told about cao once, at the start. */
    String instructions();

    /** Returns the tools that the caller may use. */
    List<ToolDescription> tools();

    /** Tells whether somebody waits until the client has taken the list of tools in. */
    default boolean awaitsListing() {
        return false;
    }

    /** The client has taken the list of tools in. */
    default void listed() {
        // Nobody waits for that.
    }

    /** Returns the name under which a request of this caller is known for ever. */
    CallKey key(String bridge, long request);

    /**
     * Carries the call out, or joins the one that is known under the key; blocks until there is a result.
     *
     * @throws InterruptedException if nobody waits for the result any more, or the orchestrator ends; the call is not
     *     answered then, and can be repeated under its key
     */
    ToolResult call(CallKey key, ToolCall call) throws InterruptedException;

    /** Returns in a few words how the call stands. */
    String progress(CallKey key, ToolCall call);
}
