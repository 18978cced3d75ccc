package report;

import cobol.Paragraph;
import cobol.Program;
import cobol.Statement;
import cobol.Statement.Reason;
import cobol.Token;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Control flow between the paragraphs of one program: ranges of PERFORM, targets of GO TO, what is live or loops. */
final class Flow {
    /** Paragraphs {@code first} to {@code last} by index, run by one PERFORM. */
    record Range(int first, int last) {
        boolean contains(int index) {
            return first <= index && index <= last;
        }
    }

    /** A PERFORM (or SORT procedure) and where it stands. */
    record Site(int paragraph, Statement statement, Range range, boolean repeats) {}

    private record State(int paragraph, int returnsAfter) {}

    /** Where control can go from a paragraph; {@code handlers} by CICS or SQL, at any time. */
    private record Exits(Set<Range> performed, Set<Integer> jumps, Set<Integer> handlers, boolean falls) {}

    private final List<Paragraph> paragraphs;
    private final Map<String, Integer> index = new HashMap<>();
    private final List<Site> sites = new ArrayList<>();
    private final Map<Statement, List<Site>> sitesOf = new IdentityHashMap<>();
    private final Set<Integer> looping;
    private final boolean altered;

    Flow(Program program) {
        paragraphs = program.paragraphs();
        for (int i = paragraphs.size() - 1; i >= 0; i--) {
            index.put(paragraphs.get(i).name(), i);
        }
        for (int i = 0; i < paragraphs.size(); i++) {
            collectSites(i, paragraphs.get(i).body(), false);
        }
        sites.forEach(site -> sitesOf.computeIfAbsent(site.statement(), key -> new ArrayList<>())
                .add(site));
        looping = findLooping();
        altered = program.statements().anyMatch(statement -> statement.is("ALTER"));
    }

    List<Site> sites() {
        return sites;
    }

    /** Where this PERFORM leads; more than one for a SORT with two procedures. */
    List<Site> sites(Statement statement) {
        return sitesOf.getOrDefault(statement, List.of());
    }

    boolean loops(int paragraph) {
        return looping.contains(paragraph);
    }

    private void collectSites(int paragraph, List<Statement> body, boolean inLoop) {
        for (Statement statement : body) {
            if (statement.is("PERFORM") && !statement.has(Reason.LOOP)) {
                boolean repeats = statement.has("UNTIL") || statement.has("TIMES") || statement.has("VARYING");
                range(statement.words(), 1, Set.of("THRU", "THROUGH"))
                        .ifPresent(range -> sites.add(new Site(paragraph, statement, range, inLoop || repeats)));
            } else if (statement.is("SORT", "MERGE")) {
                for (int i = 0; i + 1 < statement.words().size(); i++) {
                    if (statement.words().get(i).is("PROCEDURE")) {
                        int from = statement.words().get(i + 1).is("IS") ? i + 2 : i + 1;
                        range(statement.words(), from, Set.of("THRU", "THROUGH"))
                                .ifPresent(range -> sites.add(new Site(paragraph, statement, range, false)));
                    }
                }
            }
            statement
                    .branches()
                    .forEach(
                            branch -> collectSites(paragraph, branch.body(), inLoop || branch.reason() == Reason.LOOP));
        }
    }

    private java.util.Optional<Range> range(List<Token> words, int at, Set<String> through) {
        if (at >= words.size() || !index.containsKey(words.get(at).text())) {
            return java.util.Optional.empty();
        }
        int first = index.get(words.get(at).text());
        for (int i = at + 1; i + 1 < words.size(); i++) {
            if (words.get(i).isWord() && through.contains(words.get(i).text())) {
                Integer last = index.get(words.get(i + 1).text());
                return java.util.Optional.of(
                        new Range(first, last == null ? first : Math.max(first, sectionEnd(last))));
            }
        }
        return java.util.Optional.of(new Range(first, sectionEnd(first)));
    }

    /** Performing a section runs all its paragraphs. */
    private int sectionEnd(int paragraph) {
        int last = paragraph;
        if (paragraphs.get(paragraph).isSectionHead()) {
            String section = paragraphs.get(paragraph).section();
            while (last + 1 < paragraphs.size()
                    && paragraphs.get(last + 1).section().equals(section)) {
                last++;
            }
        }
        return last;
    }

    /** Targets of GO TO (with and without DEPENDING), by index. */
    List<Integer> targets(Statement jump) {
        return jump.words().stream()
                .skip(1)
                .takeWhile(token -> !token.is("DEPENDING"))
                .map(token -> index.get(token.text()))
                .filter(java.util.Objects::nonNull)
                .toList();
    }

    /** Paragraphs no path leads to: not fallen into, performed, jumped to, nor named by ALTER or a handler. */
    List<Paragraph> dead() {
        Map<Integer, Exits> exits = new HashMap<>();
        Set<State> seen = new HashSet<>();
        Deque<State> open = new ArrayDeque<>();
        IntStream.range(0, paragraphs.size())
                .filter(i -> paragraphs.get(i).declarative() || startsAnew(i))
                .forEach(i -> open.add(new State(i, -1)));
        IntStream.range(0, paragraphs.size())
                .filter(i -> !paragraphs.get(i).declarative())
                .findFirst()
                .ifPresent(i -> open.add(new State(i, -1)));
        while (!open.isEmpty()) {
            State state = open.poll();
            if (seen.add(state)) {
                open.addAll(next(state, exits.computeIfAbsent(state.paragraph(), this::exits)));
            }
        }
        Set<Integer> live = new TreeSet<>();
        seen.forEach(state -> live.add(state.paragraph()));
        return IntStream.range(0, paragraphs.size())
                .filter(i -> !live.contains(i) && !paragraphs.get(i).body().isEmpty())
                .mapToObj(paragraphs::get)
                .toList();
    }

    private boolean startsAnew(int paragraph) {
        return paragraphs.get(paragraph).statements().anyMatch(statement -> statement.is("ENTRY"));
    }

    private List<State> next(State state, Exits exits) {
        int here = state.paragraph();
        List<State> next = new ArrayList<>();
        exits.performed().forEach(range -> next.add(new State(range.first(), range.last())));
        exits.jumps().forEach(target -> next.add(new State(target, state.returnsAfter())));
        exits.handlers().forEach(target -> next.add(new State(target, -1)));
        if (here != state.returnsAfter() && exits.falls()) {
            next.add(new State(here + 1, state.returnsAfter()));
        }
        return next;
    }

    private Exits exits(int paragraph) {
        Set<Range> performed = new HashSet<>();
        Set<Integer> jumps = new HashSet<>();
        Set<Integer> handlers = new HashSet<>();
        Paragraph here = paragraphs.get(paragraph);
        here.statements().forEach(statement -> {
            sites(statement).forEach(site -> performed.add(site.range()));
            if (statement.is("GO", "ALTER")) {
                jumps.addAll(targets(statement));
            } else if (statement.exec().isPresent()) {
                handlers.addAll(targets(statement));
            }
        });
        boolean falls = paragraph + 1 < paragraphs.size() && !leaves(here.body());
        return new Exits(performed, jumps, handlers, falls);
    }

    /** True where control never reaches the end of these statements. */
    boolean leaves(List<Statement> body) {
        return body.stream().anyMatch(this::leaves);
    }

    private boolean leaves(Statement statement) {
        return switch (statement.verb()) {
            case "GO" -> !statement.has("DEPENDING") && !altered;
            case "GOBACK" -> true;
            case "STOP" -> statement.has("RUN");
            case "EXIT" -> statement.has("PROGRAM");
            case "EXEC CICS" ->
                Set.of("RETURN", "XCTL", "ABEND")
                        .contains(statement.exec().orElseThrow().verb());
            case "IF" ->
                statement.has(Reason.ELSE) && statement.branches().stream().allMatch(branch -> leaves(branch.body()));
            default -> false;
        };
    }

    /** Paragraphs run repeatedly: performed in a loop, by something that is, or inside a backward GO TO. */
    private Set<Integer> findLooping() {
        Set<Integer> found = new HashSet<>();
        for (int i = 0; i < paragraphs.size(); i++) {
            int here = i;
            paragraphs
                    .get(i)
                    .statements()
                    .filter(statement -> statement.is("GO"))
                    .flatMap(jump -> targets(jump).stream())
                    .filter(target -> target <= here)
                    .forEach(target -> IntStream.rangeClosed(target, here).forEach(found::add));
        }
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Site site : sites) {
                if (site.repeats() || found.contains(site.paragraph())) {
                    for (int i = site.range().first(); i <= site.range().last(); i++) {
                        grown |= found.add(i);
                    }
                }
            }
        }
        return found;
    }
}
