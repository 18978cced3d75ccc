package dev.cao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cao.io.NoLeaks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The examples besides modernize.yaml, to their end, without a network. */
@Tag("e2e")
final class ExamplesRunTest {
    private static final Path EXAMPLES =
            Path.of(System.getProperty("cao.test.root", "")).resolve("examples");

    @RegisterExtension
    final NoLeaks leaks = new NoLeaks();

    private CaoWorld cao;

    @BeforeEach
    void copyTheExamples() throws IOException {
        cao = new CaoWorld(leaks.directory());
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            for (Path file : files.toList()) {
                Path copy = cao.work().resolve(EXAMPLES.relativize(file).toString());
                if (!Files.isDirectory(copy)) {
                    Files.copy(file, copy);
                }
            }
        }
        Files.deleteIfExists(cao.work().resolve("fees/Fees.java"));
        Files.deleteIfExists(cao.work().resolve("shop/split-plan.md"));
    }

    @Test
    void theShopIsSplitAndItsFlawsAreFound() throws Exception {
        cao.run("launch", "--profile", "split-shop.yaml").expect(0);

        assertThat(cao.work().resolve("shop/split-plan.md"))
                .content()
                .contains("- **catalog**: owns `products`, `stock`\n", "- `common`\n")
                .contains("- `orders` → `billing`: a call in the process today (shop/orders/checkout.py:1).")
                .contains(
                        "[shared-table] `stock`: written by `catalog` (shop/catalog/stock.py:6); `orders` (shop/orders/checkout.py:10)")
                .contains("[circle] `billing` and `orders` import each other")
                .contains("[foreign-read] `billing` reads `orders` of `orders` (shop/billing/invoices.py:13)");
    }

    @Test
    void anotherTreeIsSplitTooAndOneWithoutSourcesIsRefused() throws Exception {
        Path tree = Files.createDirectories(cao.work().resolve("tree"));
        cao.file("tree/app/a/x.py", "import app.b.y\nSQL = 'DELETE FROM things WHERE 1'\n");
        cao.file("tree/app/b/y.py", "# from app.a import x\nrun('SELECT * FROM things JOIN others')\n");

        cao.run("launch", "--profile", "split-shop.yaml", "--dir", tree.toString())
                .expect(0);

        assertThat(tree.resolve("split-plan.md"))
                .content()
                .contains("- **a**: owns `things`", "- `a` imports `b` (app/a/x.py:1)")
                .contains("[foreign-read] `b` reads `things` of `a` (app/b/y.py:2)")
                .doesNotContain("circle");
        Path empty = Files.createDirectories(cao.work().resolve("empty"));
        assertThat(cao.run("launch", "--profile", "split-shop.yaml", "--dir", empty.toString())
                        .expect(1)
                        .err())
                .contains("no Python source below " + empty);
    }

    @Test
    void theServiceIsRepairedUntilItsTestsPassAndTheReviewIsFollowed() throws Exception {
        CaoWorld.Result result = cao.run("launch", "--profile", "service.yaml").expect(0);

        assertThat(result.err())
                .containsSubsequence("developer: t1 done", "tester: t2 failed", "FAILS minimum", "developer: t3 done")
                .containsSubsequence("tester: t4 failed", "developer: t5 done", "tester: t6 done", "reviewer: t7 done")
                .containsSubsequence("reviewer: t7 done", "developer: t8 done", "tester: t9 done");
        assertThat(cao.work().resolve("fees/Fees.java"))
                .content()
                .contains("Math.max(25,", "if (cents < 1) {", "InetAddress.getLoopbackAddress()");
    }
}
