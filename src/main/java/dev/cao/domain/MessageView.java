package dev.cao.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * A message as the journal tells it.
 *
 * @param order position among all messages of the run, from 1
 * @param sending the latest time that it was typed, perhaps together with others
 * @param attempt how often it was typed
 * @param detail why it is in its state, for people
 * @param since when it came into its state
 */
public record MessageView(
        MessageId id,
        int order,
        Address from,
        Address to,
        String body,
        Optional<TaskId> inReplyTo,
        MessageState state,
        Optional<TaskView.Sending> sending,
        int attempt,
        String detail,
        Instant recordedAt,
        Instant since) {

    static MessageView recorded(RunEvent.MessageRecorded event, int order, Instant at) {
        return new MessageView(
                event.message(),
                order,
                event.from(),
                event.to(),
                event.body(),
                event.inReplyTo(),
                MessageState.RECORDED,
                Optional.empty(),
                0,
                "",
                at,
                at);
    }

    MessageView sent(RunEvent.MessagesSent event, Instant at) {
        TaskView.Sending sent = new TaskView.Sending(event.worker(), event.incarnation(), event.typed(), event.mark());
        return new MessageView(
                id,
                order,
                from,
                to,
                body,
                inReplyTo,
                MessageState.SENT,
                Optional.of(sent),
                event.attempt(),
                "",
                recordedAt,
                at);
    }

    MessageView settled(MessageState how, String why, Instant at) {
        return new MessageView(id, order, from, to, body, inReplyTo, how, sending, attempt, why, recordedAt, at);
    }
}
