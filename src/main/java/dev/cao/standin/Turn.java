package dev.cao.standin;

import dev.cao.domain.LongText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * One turn, as the brain sees it: what it was asked, and what it may do. Its methods are called on the turn's own
 * thread; all that they do happens on the agent's loop, in their order.
 */
final class Turn {
    /** How many pieces of output may wait for the screen before the brain has to. */
    private static final int MOST_UNSHOWN = 64;

    private final String prompt;
    private final String text;
    private final Mailbox mailbox;
    private final Semaphore unshown = new Semaphore(MOST_UNSHOWN);
    private @Nullable String fileContent;

    Turn(String prompt, String text, Mailbox mailbox) {
        this.prompt = prompt;
        this.text = text;
        this.mailbox = mailbox;
    }

    /** Returns the prompt's id. */
    String prompt() {
        return prompt;
    }

    /** Returns the prompt as it was submitted. */
    String text() {
        return text;
    }

    /** Returns what the file says that the prompt asks to read; empty when it asks for nothing like that. */
    String file() throws IOException {
        Optional<Path> file = LongText.pathIn(text);
        if (file.isEmpty()) {
            return "";
        }
        if (fileContent == null) {
            fileContent = Files.readString(file.get(), StandardCharsets.UTF_8);
        }
        return fileContent;
    }

    /** Returns what there is to do: the file's content, if the prompt asks to read one, else the prompt. */
    String task() throws IOException {
        return LongText.pathIn(text).isPresent() ? file() : text;
    }

    /** Shows more of the answer; waits while the screen is behind. */
    void show(String chunk) throws InterruptedException {
        unshown.acquire();
        mailbox.put(new Happening.Output(this, chunk, false));
    }

    /** Writes rubbish to the screen. */
    void garbage(String text) throws InterruptedException {
        unshown.acquire();
        mailbox.put(new Happening.Output(this, text, true));
    }

    /** The screen has it. */
    void shown() {
        unshown.release();
    }

    void working(String what) {
        mailbox.put(new Happening.Told(this, AgentEvent.working(prompt, what)));
    }

    /** Says that the turn is over, though it goes on. */
    void claimEnd(TurnEnd.Answered end) {
        mailbox.put(new Happening.FalseEnd(this, end));
    }

    /** Asks for the permission to use a tool, and waits for the answer. */
    boolean mayUse(String tool, Map<String, @Nullable Object> input) throws InterruptedException {
        return ask(new Request.Permission(tool, input, new CompletableFuture<>()))
                .equals(Request.Permission.ALLOW);
    }

    /** Asks a question, and waits for the answer. */
    String ask(String question, List<String> choices) throws InterruptedException {
        return ask(new Request.Question(question, choices, new CompletableFuture<>()));
    }

    /** Starts work that goes on by itself and ends after this time, or with the agent. */
    void background(String id, String description, Duration time) {
        mailbox.put(new Happening.BackgroundStarted(id, description));
        Thread.ofVirtual().name("background-" + id).start(() -> {
            try {
                Thread.sleep(time);
                mailbox.put(new Happening.BackgroundEnded(id));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private String ask(Request request) throws InterruptedException {
        mailbox.put(new Happening.Asked(this, request));
        try {
            return request.answer().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
