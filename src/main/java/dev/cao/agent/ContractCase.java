package dev.cao.agent;

/**
 * What cao asks of every agent CLI. For each case the provider contract test has a method; what a CLI cannot do its
 * provider declares in {@link Capabilities}, and the test holds it to that in both directions.
 */
public enum ContractCase {
    EXACT_ANSWER("answers are exact, task after task, Markdown of several kilobytes too"),
    TEXT_VERBATIM("every form of text reaches the model verbatim"),
    LEADING_CHARACTERS("a task that begins like a command (`/`, `!`, `@` …) is plain words"),
    BUSY_WAITS("a message for a busy agent waits for its turn"),
    PERMISSION_ALLOWED("a permission is seen, and used when it is allowed"),
    PERMISSION_DENIED("a permission that is denied is not used, and the turn goes on"),
    PERMISSION_BY_POLICY("`permissions: allow` decides without a person"),
    PERMISSION_BY_NOBODY("a permission that nobody may give fails the task, not the worker"),
    QUESTION("a question of the agent is seen with its choices, and answered"),
    API_ERROR("an error of the model's API fails the task, not the worker"),
    OVERLOAD("an API that is overloaded for a moment is waited for"),
    INTERRUPT("an interrupted agent takes the next task"),
    ESCAPE("a turn that a person breaks off in the pane ends the task as interrupted"),
    RESTART("an agent whose process dies is started again"),
    RESUME("a conversation is taken up by its id after a restart"),
    USAGE("tokens are measured, each once"),
    BACKGROUND_WORK("work that goes on after the turn is waited for"),
    NOTHING_LEFT("nothing is left running"),
    CONFIGURATION_UNTOUCHED("the user's own configuration stays as it is"),
    TRUST("a folder that the CLI does not know yet is worked in, as the user agreed at the launch"),
    ROLE("a role without writing or a shell is enforced by the CLI"),
    TOOLS("the tools of cao are called over MCP, without a permission");

    private final String meaning;

    ContractCase(String meaning) {
        this.meaning = meaning;
    }

    /** Returns what holds when the case passes, as a clause for people. */
    public String meaning() {
        return meaning;
    }
}
