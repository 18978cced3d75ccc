package dev.cao.domain;

/** How a program ended. */
public sealed interface ProcessExit {
    record Code(int code) implements ProcessExit {
        @Override
        public String toString() {
            return "exit code " + code;
        }
    }

    record Signal(int number) implements ProcessExit {
        @Override
        public String toString() {
            return "signal " + number;
        }
    }

    /** It is gone, and nobody can tell how: its session was killed with it, or the terminal server died. */
    record Unknown(String why) implements ProcessExit {
        @Override
        public String toString() {
            return why;
        }
    }
}
