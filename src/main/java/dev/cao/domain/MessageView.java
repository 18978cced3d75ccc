package dev.cao.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * A message as the journal tells it.
 *
 * @param session the worker session that it was typed into
 * @param typed the text that was typed, perhaps for several messages together
 * @param detail why it is in its state, for people
 */
public record MessageView(
        MessageId id,
        int order,
        Address from,
        Address to,
        String body,
        Optional<TaskId> inReplyTo,
        MessageState state,
        Optional<WorkerName> session,
        int incarnation,
        String typed,
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
                0,
                "",
                at,
                at);
    }

    MessageView sent(RunEvent.MessagesSent event, Instant at) {
        return new MessageView(
                id,
                order,
                from,
                to,
                body,
                inReplyTo,
                MessageState.SENT,
                Optional.of(event.worker()),
                event.incarnation(),
                event.typed(),
                event.attempt(),
                "",
                recordedAt,
                at);
    }

    MessageView settled(MessageState how, String why, Instant at) {
        return new MessageView(
                id, order, from, to, body, inReplyTo, how, session, incarnation, typed, attempt, why, recordedAt, at);
    }
}
