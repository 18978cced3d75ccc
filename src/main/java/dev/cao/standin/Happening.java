package dev.cao.standin;

import dev.cao.io.Tty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that the agent's loop has to react to. Each one says itself where it goes: a switch over types would have to
 * be linked at run time, in the way of the first prompt.
 */
sealed interface Happening {
    void reach(AgentLoop loop) throws InterruptedException;

    /** Bytes from the terminal. */
    record Typed(byte[] bytes, int length) implements Happening {
        @Override
        public void reach(AgentLoop loop) throws InterruptedException {
            loop.keyboard().typed(bytes, length);
        }
    }

    /** A line of standard input, where that is no terminal. */
    record Line(String text) implements Happening {
        @Override
        public void reach(AgentLoop loop) {
            loop.lines().came(text);
        }
    }

    /** Standard input has no more. */
    record InputEnded() implements Happening {
        @Override
        public void reach(AgentLoop loop) {
            loop.inputEnded();
        }
    }

    record Resized(Tty.Size size) implements Happening {
        @Override
        public void reach(AgentLoop loop) {
            loop.resized(size);
        }
    }

    /** @param name without SIG */
    record Signalled(String name, int number) implements Happening {
        @Override
        public void reach(AgentLoop loop) {
            loop.signalled(name, number);
        }
    }

    /** @param raw not a part of the answer, and not made harmless */
    record Output(Turn turn, String chunk, boolean raw) implements Happening {
        @Override
        public void reach(AgentLoop loop) {
            loop.turns().output(turn, chunk, raw);
        }
    }

    record Told(Turn turn, AgentEvent event) implements Happening {
        @Override
        public void reach(AgentLoop loop) {
            loop.turns().told(turn, event);
        }
    }

    record FalseEnd(Turn turn, TurnEnd.Answered end) implements Happening {
        @Override
        public void reach(AgentLoop loop) {
            loop.turns().claimedEnd(turn, end);
        }
    }

    record TurnOver(Turn turn, TurnEnd end) implements Happening {
        @Override
        public void reach(AgentLoop loop) {
            loop.turns().over(turn, end);
        }
    }

    record Asked(Turn turn, Request request) implements Happening {
        @Override
        public void reach(AgentLoop loop) {
            loop.requests().asked(turn, request);
        }
    }

    /** What the control socket says to a request; {@code reply} is null when it says nothing, or is gone. */
    record Replied(String request, @Nullable Map<String, @Nullable Object> reply) implements Happening {
        @Override
        public void reach(AgentLoop loop) {
            loop.requests().replied(request, reply);
        }
    }

    record BackgroundStarted(String id, String description) implements Happening {
        @Override
        public void reach(AgentLoop loop) {
            loop.turns().backgroundStarted(id, description);
        }
    }

    record BackgroundEnded(String id) implements Happening {
        @Override
        public void reach(AgentLoop loop) {
            loop.turns().backgroundEnded(id);
        }
    }
}
