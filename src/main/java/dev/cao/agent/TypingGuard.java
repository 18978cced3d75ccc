package dev.cao.agent;

/**
 * Keeps a CLI's permission requests back while cao types, so that no key of ours can approve one. Not thread-safe: one
 * guard, one worker thread. Each method may be called in any state.
 */
public interface TypingGuard {
    /** For a CLI that opens no dialogs by itself. */
    TypingGuard NONE = new TypingGuard() {
        @Override
        public void hold() {
            // Nothing is to be held.
        }

        @Override
        public void release() {
            // Nothing is held.
        }

        @Override
        public void abandon() {
            // Nothing waits.
        }
    };

    /** From now on no tool call gets as far as asking; those that did are in the event log by now. */
    void hold();

    /** What was held goes on. */
    void release();

    /** The CLI is gone: whatever still waits for cao ends. */
    void abandon();
}
