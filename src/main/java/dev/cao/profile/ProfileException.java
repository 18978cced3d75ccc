package dev.cao.profile;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import java.util.List;
import java.util.stream.Collectors;

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
        String shown = problems.stream()
                .sorted()
                .limit(SHOWN)
                .map(problem -> problem + (problem.frame().isEmpty() ? "" : "\n" + problem.frame()))
                .collect(Collectors.joining("\n"));
        int more = problems.size() - SHOWN;
        return more > 0 ? shown + "\n... and " + more + " more" : shown;
    }

    private static String advice(int count) {
        return (count == 1 ? "Mend it" : "Mend these " + count + " problems")
                + " and start again; nothing was started. 'cao profile schema team' and 'cao profile schema agent'"
                + " print what is allowed.";
    }
}
