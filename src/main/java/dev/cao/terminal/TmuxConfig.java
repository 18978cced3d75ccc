package dev.cao.terminal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The start configuration of a run's tmux server. The user's own is never read. */
final class TmuxConfig {
    private static final List<Path> TERMINFO = List.of(
            Path.of("/etc/terminfo"),
            Path.of("/lib/terminfo"),
            Path.of("/usr/share/terminfo"),
            Path.of("/usr/lib/terminfo"),
            Path.of("/usr/local/share/terminfo"),
            Path.of("/opt/homebrew/share/terminfo"));

    private TmuxConfig() {}

    /**
     * @param label the run, as a person should see it
     */
    static String text(String label) {
        return """
                # Written by cao for one run; changes are lost.

                # Without a session of its own the server stays, and a pane stays with its last screen and exit code.
                set -s exit-empty off
                set -g destroy-unattached off
                set -g remain-on-exit on
                set -gq remain-on-exit-format ''
                set -g detach-on-destroy on

                # Nothing of the user's shell, and nothing of an attaching terminal's environment, gets in.
                set -g default-shell /bin/sh
                set -g default-command ''
                set -g update-environment ''
                set -g lock-after-time 0

                # Pasted texts are not kept in the log of messages.
                set -s message-limit 0
                set -g history-limit 50000
                set -g default-terminal %1$s
                set -s escape-time 10
                set -s set-clipboard external

                # Names are ours or a person's, never the program's.
                set -g allow-rename off
                set -g automatic-rename off
                set -g set-titles off

                # The window follows the terminal of the person who used it last, as tmux users expect, and keeps that
                # size afterwards: a program sees SIGWINCH when somebody comes, not when somebody leaves. cao's own
                # client has no size. Below 80x24 the window stays that large and the terminal shows a part of it:
                # agents cannot draw their input box on less.
                set -g window-size latest
                set -g default-size 220x50
                set-hook -g window-resized 'if-shell -F "#{||:#{e|<:#{window_width},80},#{e|<:#{window_height},24}}" \
                  "resize-window -x \\"#{?#{e|<:#{window_width},80},80,#{window_width}}\\" \
                  -y \\"#{?#{e|<:#{window_height},24},24,#{window_height}}\\""'
                set-hook -g client-attached 'set -wu window-size'
                set-hook -g client-resized 'set -wu window-size'

                set -g mouse on
                set -g status on
                set -g status-interval 0
                set -g status-style 'bg=colour236,fg=colour252'
                set -g @cao_run %2$s
                set -g status-left-length 60
                set -g status-left ' cao #{@cao_run}  #[bold]#{@cao_name}#[nobold]  '
                set -g status-right-length 60
                set -g status-right '#{?pane_dead,ended,} #{?pane_in_mode,scrolling (q ends it),}  C-b d leaves, C-b s others '
                set -g window-status-format ''
                set -g window-status-current-format ''
                """.formatted(terminal(), TmuxQuote.quote(label));
    }

    /** tmux's own entry where this machine has it (macOS did not for long), else the one every system has. */
    private static String terminal() {
        boolean known = TERMINFO.stream()
                .anyMatch(directory -> Files.exists(directory.resolve("t/tmux-256color"))
                        || Files.exists(directory.resolve("74/tmux-256color")));
        return known ? "tmux-256color" : "screen-256color";
    }
}
