package dev.cao.provider.q;

import dev.cao.agent.AgentProvider.Sight;
import dev.cao.agent.InputBox;
import dev.cao.domain.RunEvent.Wait;
import dev.cao.terminal.Screen;
import java.util.Optional;

/** What a screen means; a Kiro may have either interface. */
final class QScreen {
    private static final int COMPARED = 40;

    private QScreen() {}

    static QSeen seen(QKind kind, Screen screen) {
        QSeen full = kind == QKind.KIRO ? TuiScreen.seen(screen) : new QSeen.Unknown();
        return full instanceof QSeen.Unknown ? LineScreen.seen(screen) : full;
    }

    static Sight sight(QKind kind, Screen screen) {
        return switch (seen(kind, screen)) {
            case QSeen.Prompt prompt -> ready(prompt);
            case QSeen.Busy busy -> new Sight.Busy(busy.what());
            case QSeen.Permission _ -> new Sight.Dialog(Wait.PERMISSION, "permission", Optional.empty());
            case QSeen.Dialog dialog -> new Sight.Dialog(Wait.DIALOG, dialog.name(), dialog.accept());
            case QSeen.Unknown _ -> new Sight.Unknown();
        };
    }

    private static Sight ready(QSeen.Prompt prompt) {
        if (!prompt.certain() || !prompt.draft().isEmpty()) {
            return new Sight.Unknown();
        }
        return prompt.error().isEmpty() ? new Sight.Idle() : new Sight.Failed(prompt.error());
    }

    static InputBox box(QKind kind, Screen screen) {
        return switch (seen(kind, screen)) {
            case QSeen.Prompt prompt ->
                prompt.draft().isEmpty() ? new InputBox.Empty() : new InputBox.Draft(prompt.draft());
            case QSeen.Busy _, QSeen.Permission _, QSeen.Dialog _, QSeen.Unknown _ -> new InputBox.Unreadable();
        };
    }

    /** The text stands in the conversation, as both interfaces show what was submitted. */
    static boolean showsSubmitted(Screen screen, String typed) {
        String start = typed.strip().lines().findFirst().orElse("");
        String compared = start.substring(0, Math.min(COMPARED, start.length()));
        return !compared.isEmpty() && screen.lines().stream().anyMatch(line -> line.contains(compared));
    }
}
