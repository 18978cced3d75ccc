package dev.cao.profile;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import java.util.ArrayList;
import java.util.List;

/** A profile that cannot be used: all that is wrong with it at once. Nothing was started. */
public final class ProfileException extends CaoException {
    private static final long serialVersionUID = 1L;
    /** More than this many lines help nobody. */
    private static final int SHOWN = 50;

    @SuppressWarnings("serial") // exceptions of cao are never serialised
    private final List<Problem> problems;

    /** @param problems at least one; kept sorted by place */
    ProfileException(List<Problem> problems) {
        super(ExitStatus.USAGE, describe(problems), advice(problems.size()));
        this.problems = problems.stream().sorted().toList();
    }

    /** Returns every problem, sorted by file, line and column. */
    public List<Problem> problems() {
        return problems;
    }

    private static String describe(List<Problem> problems) {
        List<Problem> shown = problems.stream().sorted().limit(SHOWN).toList();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            String frame = shown.get(i).frame();
            boolean repeated = i + 1 < shown.size() && shown.get(i + 1).frame().equals(frame);
            lines.add(shown.get(i).toString());
            if (!frame.isEmpty() && !repeated) {
                lines.add(frame);
            }
        }
        if (problems.size() > SHOWN) {
            lines.add("... and " + (problems.size() - SHOWN) + " more");
        }
        return String.join("\n", lines);
    }

    private static String advice(int count) {
        return (count == 1 ? "Mend it" : "Mend these " + count + " problems")
                + " and start again; nothing was started. 'cao profile schema team' and 'cao profile schema agent'"
                + " print what is allowed.";
    }
}
