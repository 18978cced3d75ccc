package dev.cao.agent;

/** What a provider can tell from a screen about the agent's input box. */
public sealed interface InputBox {
    /** The box is there and provably empty: dim hints do not count. */
    record Empty() implements InputBox {}

    /** The box is there and holds this text, as far as it can be seen: long texts may be cut or collapsed. */
    record Draft(String visible) implements InputBox {}

    /** The box cannot be found or read on this screen. */
    record Unreadable() implements InputBox {}
}
