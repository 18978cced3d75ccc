package dev.cao.control;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the socket's server calls for each request, on a thread of the request's own. */
public interface ControlHandler {
    /**
     * Carries the request out; may block as long as it takes.
     *
     * @param token what the client gave to say who it is; empty for the user outside of any worker
     * @throws dev.cao.domain.CaoException if it is refused or fails; the client is told what and what to do
     */
    ObjectNode handle(String token, ControlRequest request) throws InterruptedException;

    /**
     * Returns what the MCP server offers to whoever has that token.
     *
     * @throws dev.cao.domain.CaoException if the token is nobody's
     */
    McpTools mcp(String token);
}
