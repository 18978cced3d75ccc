package report;

import cobol.Paragraph;
import cobol.Program;
import cobol.Statement;
import cobol.Statement.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Answers whether a result is looked at after a statement, before it is overwritten: on in its block, around it, in
 * performed paragraphs, and after the PERFORMs that led there.
 */
final class AfterCheck {
    private static final int DEPTH = 40;

    private enum Verdict {
        CHECKED,
        LOST,
        OPEN
    }

    private final Program program;
    private final Flow flow;
    private final Set<String> names;
    private final Predicate<Statement> overwrites;
    /** What this question walked already: sites, ranges and paragraphs. */
    private final Set<Object> walked = new HashSet<>();

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
        walked.clear();
        return after(paragraph, statement, DEPTH) == Verdict.CHECKED;
    }

    private Verdict after(int paragraph, Statement statement, int depth) {
        List<Statement> following = new ArrayList<>();
        follow(program.paragraphs().get(paragraph).body(), statement, following);
        Verdict verdict = walk(following, depth);
        if (verdict != Verdict.OPEN || depth == 0) {
            return verdict;
        }
        List<Flow.Site> callers = flow.sites().stream()
                .filter(site -> site.range().contains(paragraph))
                .toList();
        if (callers.isEmpty()) {
            return walkOn(new Flow.Range(paragraph + 1, program.paragraphs().size() - 1), depth - 1);
        }
        for (Flow.Site site : callers) {
            if (verdict != Verdict.CHECKED && walked.add(site)) {
                verdict = walkOn(new Flow.Range(paragraph + 1, site.range().last()), depth - 1);
                boolean open = verdict == Verdict.OPEN;
                if (open && site.statement().mentions(names)) {
                    verdict = Verdict.CHECKED;
                } else if (open) {
                    verdict = after(site.paragraph(), site.statement(), depth - 1);
                }
            }
        }
        return verdict;
    }

    private Verdict walkOn(Flow.Range range, int depth) {
        return range.first() <= range.last() && walked.add(range) ? walk(bodies(range), depth) : Verdict.OPEN;
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
            boolean fresh = !targets.isEmpty() && walked.add(targets.getFirst());
            return fresh ? walk(program.paragraphs().get(targets.getFirst()).body(), depth - 1) : Verdict.OPEN;
        }
        if (flow.leaves(List.of(statement)) && statement.branches().isEmpty()) {
            return Verdict.LOST;
        }
        for (Flow.Site site : depth > 0 ? flow.sites(statement) : List.<Flow.Site>of()) {
            Verdict verdict = walkOn(site.range(), depth - 1);
            if (verdict != Verdict.OPEN) {
                return verdict;
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
