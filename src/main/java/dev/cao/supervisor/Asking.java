package dev.cao.supervisor;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.RunEvent;
import dev.cao.profile.PriceList;
import dev.cao.tool.ToolDescription;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Gets an answer to the latest request of a conversation: asks again what may pass, tells the conversation shorter when
 * it is too long, and gives up with one sentence that says what to do. Each step is recorded.
 */
final class Asking {
    private final Model model;
    private final String instructions;
    private final List<ToolDescription> tools;
    private final Dialogue dialogue;
    private final Persistence persistence;
    private final PriceList prices;
    private final Supplier<Instant> now;

    Asking(
            Model model,
            String instructions,
            List<ToolDescription> tools,
            Dialogue dialogue,
            Persistence persistence,
            PriceList prices,
            Supplier<Instant> now) {
        this.model = model;
        this.instructions = instructions;
        this.tools = List.copyOf(tools);
        this.dialogue = dialogue;
        this.persistence = persistence;
        this.prices = prices;
        this.now = now;
    }

    /**
     * Returns the conversation with the answer; empty: the run ends meanwhile.
     *
     * @throws CaoException LOST, if the model cannot be asked
     */
    Optional<Conversation> answered(Conversation asked) throws InterruptedException {
        Conversation conversation = asked;
        Duration waited = Duration.ZERO;
        int attempt = 0;
        while (dialogue.mayAsk()) {
            attempt++;
            try {
                return Optional.of(conversation.with(ask(conversation)));
            } catch (ModelException e) {
                if (e.kind() == ModelException.Kind.OVERFLOW) {
                    conversation = conversation.with(shortened(conversation, e));
                    continue;
                }
                Optional<Duration> wait =
                        e.kind().isPassing() ? persistence.next(attempt, waited, e.retryAfter()) : Optional.empty();
                if (wait.isEmpty()) {
                    throw givenUp(e, attempt);
                }
                dialogue.record(new RunEvent.SupervisorDelayed(
                        conversation.number(),
                        attempt,
                        e.kind().word(),
                        e.detail(),
                        wait.get().toMillis()));
                waited = waited.plus(wait.get());
                if (!dialogue.pause(wait.get())) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    private RunEvent.SupervisorAnswered ask(Conversation conversation) throws InterruptedException {
        Instant start = now.get();
        Model.Answer answer = model.ask(new Model.Request(
                conversation.number(),
                instructions,
                tools,
                conversation.told(),
                conversation.shortened().size(),
                !conversation.shortened().isEmpty()
                        && conversation.shortened().getLast().turn() == conversation.number()));
        if (answer.stop() == Model.Stop.FULL) {
            throw new ModelException(ModelException.Kind.OVERFLOW, "the model's window is full", null);
        }
        Model.Usage usage = answer.usage();
        RunEvent.SupervisorAnswered event = new RunEvent.SupervisorAnswered(
                conversation.number(),
                answer.model(),
                answer.stop().word(),
                ContentJson.write(answer.content()),
                usage.input(),
                usage.output(),
                usage.cacheRead(),
                usage.cacheWrite(),
                prices.cost(answer.model(), usage.input(), usage.output(), usage.cacheRead(), usage.cacheWrite()),
                Duration.between(start, now.get()).toMillis());
        dialogue.record(event);
        return event;
    }

    private RunEvent.SupervisorCompacted shortened(Conversation conversation, ModelException overflow) {
        RunEvent.SupervisorCompacted shorter = Retelling.next(conversation).orElseThrow(() -> givenUp(overflow, 1));
        dialogue.record(shorter);
        return shorter;
    }

    private CaoException givenUp(ModelException e, int attempts) {
        String tries = attempts == 1 ? "" : " (%d attempts)".formatted(attempts);
        String advice = e.kind().isPassing()
                ? "Its service does not answer well at present; 'cao resume' goes on where the run stood."
                : e.kind().advice();
        return new CaoException(
                ExitStatus.LOST,
                "the supervisor's model %s: %s%s: %s"
                        .formatted(model.name(), e.kind().inWords(), tries, Shown.shortened(e.detail())),
                advice,
                e);
    }
}
