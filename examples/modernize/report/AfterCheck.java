package report;

import cobol.Paragraph;
import cobol.Program;
import cobol.Statement;
import cobol.Statement.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Answers whether a result is looked at after a statement, before it is overwritten: on in its block, around it, in
 * performed paragraphs, and after the PERFORMs that led there.
 */
final class AfterCheck {
    private static final int DEPTH = 4;

    private enum Verdict {
        CHECKED,
        LOST,
        OPEN
    }

    private final Program program;
    private final Flow flow;
    private final Set<String> names;
    private final Predicate<Statement> overwrites;

    /**
     * Prepares the question.
     *
     * @param names variables whose mention is a check
     * @param overwrites statements that set the result anew
     */
    AfterCheck(Program program, Flow flow, Set<String> names, Predicate<Statement> overwrites) {
        this.program = program;
        this.flow = flow;
        this.names = names;
        this.overwrites = overwrites;
    }

    /** True if some path after this statement of this paragraph looks at the result. */
    boolean isChecked(int paragraph, Statement statement) {
        return after(paragraph, statement, DEPTH) == Verdict.CHECKED;
    }

    private Verdict after(int paragraph, Statement statement, int depth) {
        List<Statement> following = new ArrayList<>();
        follow(program.paragraphs().get(paragraph).body(), statement, following);
        Verdict verdict = walk(following, depth);
        if (verdict != Verdict.OPEN || depth == 0) {
            return verdict;
        }
        List<Flow.Site> callers = flow.callersEndingAt(paragraph);
        if (callers.isEmpty() && paragraph + 1 < program.paragraphs().size()) {
            return walk(program.paragraphs().get(paragraph + 1).body(), depth - 1);
        }
        boolean inRange = flow.sites().stream()
                .anyMatch(
                        site -> site.range().contains(paragraph) && site.range().last() > paragraph);
        if (inRange) {
            verdict = walk(program.paragraphs().get(paragraph + 1).body(), depth - 1);
        }
        for (Flow.Site site : callers) {
            if (verdict != Verdict.CHECKED) {
                verdict = site.statement().mentions(names)
                        ? Verdict.CHECKED
                        : after(site.paragraph(), site.statement(), depth - 1);
            }
        }
        return verdict;
    }

    /** Collects what comes after the statement: the rest of its block, then of the blocks around it. */
    private static boolean follow(List<Statement> body, Statement wanted, List<Statement> following) {
        for (int i = 0; i < body.size(); i++) {
            Statement here = body.get(i);
            boolean inside = here.branches().stream().anyMatch(branch -> follow(branch.body(), wanted, following));
            if (inside && here.has(Reason.LOOP)) {
                following.add(new Statement(here.verb(), here.words(), List.of(), here.exec()));
            }
            if (inside || here == wanted) {
                following.addAll(body.subList(i + 1, body.size()));
                return true;
            }
        }
        return false;
    }

    private Verdict walk(List<Statement> statements, int depth) {
        for (Statement statement : statements) {
            Verdict verdict = step(statement, depth);
            if (verdict != Verdict.OPEN) {
                return verdict;
            }
        }
        return Verdict.OPEN;
    }

    private Verdict step(Statement statement, int depth) {
        if (statement.mentions(names)) {
            return Verdict.CHECKED;
        }
        if (overwrites.test(statement)) {
            return Verdict.LOST;
        }
        if (statement.is("GO") && depth > 0) {
            List<Integer> targets = flow.targets(statement);
            return targets.isEmpty()
                    ? Verdict.LOST
                    : walk(program.paragraphs().get(targets.getFirst()).body(), depth - 1);
        }
        if (flow.leaves(List.of(statement)) && statement.branches().isEmpty()) {
            return Verdict.LOST;
        }
        if (depth > 0) {
            for (Flow.Site site : flow.sites()) {
                if (site.statement() == statement) {
                    Verdict verdict = walk(bodies(site.range()), depth - 1);
                    if (verdict != Verdict.OPEN) {
                        return verdict;
                    }
                }
            }
        }
        Verdict inside = Verdict.OPEN;
        for (Statement.Branch branch : statement.branches()) {
            Verdict verdict = walk(branch.body(), depth);
            inside = verdict == Verdict.CHECKED || inside == Verdict.OPEN ? verdict : inside;
            if (inside == Verdict.CHECKED) {
                return inside;
            }
        }
        return inside == Verdict.LOST && overwritesOutright(statement) ? Verdict.LOST : Verdict.OPEN;
    }

    private boolean overwritesOutright(Statement statement) {
        return statement.all().skip(1).anyMatch(overwrites);
    }

    private List<Statement> bodies(Flow.Range range) {
        return program.paragraphs().subList(range.first(), range.last() + 1).stream()
                .map(Paragraph::body)
                .flatMap(List::stream)
                .toList();
    }
}
