import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Runs seeded scenarios against a real cao and prints what they showed. Exit code 1 if a promise was broken.
 *
 * <p>Usage: {@code java Chaos.java CAO FOLDER FIRST_SEED COUNT AT_ONCE}
 */
final class Chaos {
    private final Path cao;
    private final Path folder;
    private final ConcurrentLinkedQueue<Trial.Verdict> verdicts = new ConcurrentLinkedQueue<>();
    private final AtomicInteger failed = new AtomicInteger();

    private Chaos(Path cao, Path folder) {
        this.cao = cao;
        this.folder = folder;
    }

    public static void main(String[] args) throws InterruptedException {
        Chaos chaos = new Chaos(Path.of(args[0]), Path.of(args[1]));
        long first = Long.parseLong(args[2]);
        int count = Integer.parseInt(args[3]);
        try (ExecutorService crew = Executors.newFixedThreadPool(Integer.parseInt(args[4]))) {
            LongStream.range(first, first + count).forEach(seed -> crew.submit(() -> chaos.tryOne(seed)));
            crew.shutdown();
            crew.awaitTermination(1, TimeUnit.DAYS);
        }
        chaos.print();
        System.exit(chaos.failed.get() == 0 ? 0 : 1);
    }

    private void tryOne(long seed) {
        Path place = folder.resolve("seed-" + seed);
        try {
            Files.createDirectory(place);
            Trial.Verdict verdict = new Trial(Scenario.of(seed), cao, place).run();
            verdicts.add(verdict);
            if (verdict.violations().isEmpty()) {
                delete(place);
            } else {
                failed.incrementAndGet();
                System.err.printf(
                        "chaos: seed %d: %s%n  after: %s%n  kept: %s%n",
                        seed, String.join("\n  ", verdict.violations()), verdict.deeds(), place);
            }
        } catch (IOException | RuntimeException e) {
            failed.incrementAndGet();
            System.err.printf("chaos: seed %d: the harness failed: %s%n", seed, e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void print() {
        List<Trial.Verdict> all = List.copyOf(verdicts);
        System.out.printf("scenarios                 %d, of which violate a promise: %d%n", all.size(), failed.get());
        count(all, deed -> deed.substring(0, deed.indexOf('[')));
        System.out.println("at these steps");
        count(
                all,
                deed -> deed.substring(deed.indexOf(" at ") + 4)
                        .replaceFirst(" no\\. .*|\\d+ ms", "")
                        .replaceFirst("^$", "some other time"));
        System.out.printf(
                "resumes                   %d%n",
                all.stream().mapToInt(Trial.Verdict::resumes).sum());
        System.out.printf(
                "messages left uncertain   %d%n",
                all.stream().mapToInt(Trial.Verdict::uncertain).sum());
        System.out.printf(
                "median of a scenario      %d ms%n",
                all.stream()
                        .mapToLong(Trial.Verdict::millis)
                        .sorted()
                        .skip(all.size() / 2)
                        .findFirst()
                        .orElse(0));
    }

    /** Prints how often each kind of deed was done. */
    private static void count(List<Trial.Verdict> all, UnaryOperator<String> kind) {
        all.stream()
                .flatMap(verdict -> verdict.deeds().stream())
                .collect(Collectors.groupingBy(kind, TreeMap::new, Collectors.counting()))
                .forEach((what, hits) -> System.out.printf("  %-23s %d%n", what, hits));
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
