package dev.cao.provider.q;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cao.agent.EventTail;
import dev.cao.agent.Observer;
import dev.cao.agent.Watched;
import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.io.Json;
import dev.cao.terminal.Screen;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Sees what no hook tells: that the prompt is there, that a permission is asked for, that a turn was broken off or failed;
 * and finds the text of a turn's end where the hook does not tell it. A screen counts once it has stood still.
 */
final class QObserver implements Observer {
    /** What is drawn in several pieces is complete by then. */
    private static final Duration DRAWN = Duration.ofMillis(400);
    /** A prompt during a turn: the hooks may be late on a busy machine. */
    private static final Duration BROKEN_OFF = Duration.ofSeconds(2);
    /** A prompt during a tool: the question above it may be one that this cao does not know. */
    private static final Duration BROKEN_OFF_IN_TOOL = Duration.ofSeconds(4);
    /** The first prompt of a CLI whose hook at the start has not run; it may never do so. */
    private static final Duration WITHOUT_HOOK = Duration.ofSeconds(5);

    private static final Duration DIALOG = Duration.ofSeconds(3);
    /** No event tells of these changes. A picture of the screen costs a fraction of a millisecond. */
    private static final Duration SOON = Duration.ofMillis(200);

    private static final Duration LOOK = Duration.ofSeconds(1);
    /** The conversation is stored before the hook runs (Amazon Q 1.19); a slow disk may take longer. */
    private static final Duration STORED = Duration.ofSeconds(3);

    private final QKind kind;
    private final QStore store;
    private final EventTail log;
    private final QTurns turns = new QTurns();
    /** What stood on the screen last, and since when; and what the log says of it. */
    private String shown = "";

    private Instant since = Instant.EPOCH;
    private String told = "";
    private String error = "";
    private Instant endedAt = Instant.MAX;
    private Instant next = Instant.EPOCH;

    QObserver(QKind kind, Watched watched) {
        this.kind = kind;
        this.store = new QStore(watched.environment(), watched.directory());
        this.log = new EventTail(watched.eventLog());
    }

    @Override
    public List<Path> folders() {
        return List.of();
    }

    @Override
    public Instant nextLook() {
        return next;
    }

    @Override
    public boolean watchesScreen() {
        return true;
    }

    @Override
    public List<String> look(Instant now) {
        catchUp(now);
        if (!turns.ending()) {
            endedAt = Instant.MAX;
            return List.of();
        }
        endedAt = now.isBefore(endedAt) ? now : endedAt;
        Optional<String> text = kind == QKind.AMAZON_Q ? store.answerTo(turns.prompt()) : Optional.empty();
        if (text.isPresent()) {
            return List.of(QLines.answer(turns.number(), text.get()));
        }
        return now.isBefore(endedAt.plus(STORED))
                ? List.of()
                : List.of(QLines.noAnswer(turns.number(), "its answer is neither told by a hook nor stored", error));
    }

    private void catchUp(Instant now) {
        try {
            for (EventTail.Line line : log.newLines()) {
                take(line.text(), now);
            }
        } catch (IOException e) {
            throw new CaoException(ExitStatus.LOST, "cannot read an agent's events: " + e.getMessage(), "", e);
        }
    }

    /** After each event of the CLI the screen is looked at afresh. */
    private void take(String line, Instant now) {
        try {
            ObjectNode entry = Json.parseObject(line);
            turns.take(entry);
            if (entry.path(QLines.KIND).asText().equals(QLines.SCREEN)) {
                told = key(entry);
            } else {
                told = "";
                shown = "";
                since = now;
            }
        } catch (Json.NotJsonException _) {
            // A hook that was ended in the middle of its line.
            return;
        }
    }

    private static String key(ObjectNode line) {
        return line.path("sight").asText() + " " + line.path("detail").asText();
    }

    @Override
    public List<String> look(Screen screen, Instant now) {
        QSeen what = QScreen.seen(kind, screen);
        error = what instanceof QSeen.Prompt prompt ? prompt.error() : error;
        Optional<ObjectNode> line = line(what);
        String key = line.map(QObserver::key).orElse("");
        if (!key.equals(shown)) {
            shown = key;
            since = now;
        }
        boolean isTold = line.isEmpty() || key.equals(told);
        boolean due = !isTold && !now.isBefore(since.plus(settling(what)));
        boolean rests = what instanceof QSeen.Prompt && (isTold || due) && !turns.open();
        next = rests ? Instant.MAX : now.plus(isTold || due ? LOOK : SOON);
        if (turns.ending()) {
            next = now.plus(SOON);
        }
        return due ? List.of(Json.line(line.get())) : List.of();
    }

    private Duration settling(QSeen what) {
        boolean wasIdle = told.startsWith(QLines.IDLE);
        return switch (what) {
            case QSeen.Prompt prompt -> settling(prompt);
            case QSeen.Busy _ -> Duration.ZERO;
            case QSeen.Permission permission -> turns.open() ? DRAWN : wasIdle ? Duration.ZERO : settling(permission);
            case QSeen.Dialog _ -> wasIdle ? Duration.ZERO : DIALOG;
            case QSeen.Unknown _ -> Duration.ZERO;
        };
    }

    private Duration settling(QSeen.Permission permission) {
        return permission.line() ? WITHOUT_HOOK : DRAWN;
    }

    private Duration settling(QSeen.Prompt prompt) {
        if (turns.open()) {
            return turns.tool() ? BROKEN_OFF_IN_TOOL : BROKEN_OFF;
        }
        return turns.spawned() || turns.number() > 0 || prompt.certain() ? DRAWN : WITHOUT_HOOK;
    }

    private Optional<ObjectNode> line(QSeen what) {
        return switch (what) {
            case QSeen.Prompt prompt ->
                turns.ending()
                        ? Optional.empty()
                        : Optional.of(QLines.screen(QLines.IDLE, prompt.error()).put("done", prompt.done()));
            case QSeen.Busy busy -> Optional.of(QLines.screen(QLines.BUSY, busy.what()));
            case QSeen.Permission permission -> permission(permission);
            case QSeen.Dialog dialog -> Optional.of(QLines.screen(QLines.DIALOG, dialog.name()));
            case QSeen.Unknown _ -> Optional.empty();
        };
    }

    /** Between turns, the question is one that an answer quotes. */
    private Optional<ObjectNode> permission(QSeen.Permission seen) {
        if (turns.ending()) {
            return Optional.empty();
        }
        boolean quoted = seen.line() && !turns.open() && turns.number() > 0;
        return Optional.of(
                quoted
                        ? QLines.screen(QLines.IDLE, "").put("done", true)
                        : QLines.screen(QLines.PERMISSION, seen.detail()));
    }
}
