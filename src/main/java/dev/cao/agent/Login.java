package dev.cao.agent;

/** Whether a CLI is logged in, as far as files and variables tell; no CLI is started for it and no network asked. */
public sealed interface Login {
    /** @param fact what was found, without any secret */
    record Found(String fact) implements Login {}

    /** @param advice the command that logs in */
    record Missing(String fact, String advice) implements Login {}

    /** Neither can be told. */
    record Unknown() implements Login {}
}
