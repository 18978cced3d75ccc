package dev.cao.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cao.domain.CaoException;
import dev.cao.domain.ExitStatus;
import dev.cao.domain.RunEvent;
import dev.cao.supervisor.FakeBedrock.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of what can go wrong between cao and Bedrock: what a person sees, with which exit code, after how many tries. */
final class ModelFaultsTest {
    private static final String FINISH = "{\"status\":\"done\",\"summary\":\"planned\"}";

    /** What became of a conversation whose every request fails so. */
    private record Fate(CaoException end, int requests, List<String> delays) {}

    private static Fate fate(Reply always, Duration timeout) throws IOException, InterruptedException {
        try (FakeBedrock bedrock = new FakeBedrock((_, _) -> always)) {
            Desk desk = new Desk();
            Model model = ConverseModel.open(FakeBedrock.MODEL, Bench.settings(bedrock.url(), timeout), Map.of());
            CaoException end = catchThrowableOfType(CaoException.class, () -> Bench.pursue(model, desk));
            return new Fate(end, bedrock.requests().size(), delays(desk));
        }
    }

    private static List<String> delays(Desk desk) {
        return desk.journal().stream()
                .filter(RunEvent.SupervisorDelayed.class::isInstance)
                .map(event -> ((RunEvent.SupervisorDelayed) event).failure())
                .distinct()
                .toList();
    }

    // Waits of 10, 20, 40, 40, 40, 40 ms fit into 200 ms: seven attempts.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            429 | ThrottlingException         | throttled   | 7
            429 | ModelNotReadyException      | not_ready   | 7
            503 | ServiceUnavailableException | unavailable | 7
            500 | InternalServerException     | unavailable | 7
            424 | ModelErrorException         | unavailable | 7
            408 | ModelTimeoutException       | timeout     | 7
            502 | SomethingNew                | unavailable | 7
            """)
    void whatMayPassIsAskedAgainUntilPatienceEnds(int status, String code, String failure, int attempts)
            throws Exception {
        Fate fate = fate(FakeBedrock.fails(status, code, "not now"), Duration.ofSeconds(30));

        assertThat(fate.requests()).isEqualTo(attempts);
        assertThat(fate.delays()).containsExactly(failure);
        assertThat(fate.end().status()).isEqualTo(ExitStatus.LOST);
        assertThat(fate.end().what())
                .isEqualTo("the supervisor's model %s: %s (%d attempts): not now"
                        .formatted(FakeBedrock.MODEL, failure.replace('_', ' '), attempts));
        assertThat(fate.end().advice()).contains("cao resume");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            403 | AccessDeniedException         | denied          | Give this identity the right
            403 | ExpiredTokenException         | expired         | Log in again
            403 | UnrecognizedClientException   | bad credentials | check them, and the clock
            403 | InvalidSignatureException     | bad credentials | check them, and the clock
            404 | ResourceNotFoundException     | unknown model   | Check 'model' and 'region'
            400 | ValidationException           | invalid         | check the model's options
            400 | ServiceQuotaExceededException | quota           | ask for more
            """)
    void whatWillNotPassIsToldAtOnceWithWhatToDo(int status, String code, String failure, String advice)
            throws Exception {
        Fate fate = fate(FakeBedrock.fails(status, code, "no"), Duration.ofSeconds(30));

        assertThat(fate.requests()).isEqualTo(1);
        assertThat(fate.end().status()).isEqualTo(ExitStatus.LOST);
        assertThat(fate.end().what())
                .isEqualTo("the supervisor's model %s: %s: no".formatted(FakeBedrock.MODEL, failure));
        assertThat(fate.end().advice()).contains(advice);
    }

    @Test
    void connectionThatBreaksIsTriedAgain() throws Exception {
        Fate fate = fate(new Reply.Broken(), Duration.ofSeconds(30));

        assertThat(fate.requests()).isEqualTo(7);
        assertThat(fate.delays()).containsExactly("broken_connection");
    }

    @Test
    void silenceEndsWithTheTimeout() throws Exception {
        Fate fate = fate(new Reply.Silence(), Duration.ofMillis(300));

        assertThat(fate.delays()).containsExactly("timeout");
        assertThat(fate.end().what()).contains("timeout (7 attempts)");
    }

    @Test
    void nobodyListening() throws Exception {
        String url;
        try (FakeBedrock gone = new FakeBedrock((_, _) -> FakeBedrock.says(""))) {
            url = gone.url();
        }
        Desk desk = new Desk();
        Model model = ConverseModel.open(FakeBedrock.MODEL, Bench.settings(url), Map.of());
        CaoException end = catchThrowableOfType(CaoException.class, () -> Bench.pursue(model, desk));

        assertThat(end.status()).isEqualTo(ExitStatus.LOST);
        assertThat(delays(desk)).containsExactly("broken_connection");
    }

    @Test
    void throttlingThatEndsLeavesNothingButADelay() throws Exception {
        int[] failures = {0};
        try (FakeBedrock bedrock = new FakeBedrock((_, _) -> failures[0]++ < 2
                ? FakeBedrock.fails(429, "ThrottlingException", "slow down")
                : FakeBedrock.calls("finish", FINISH))) {
            Desk desk = new Desk();
            Bench.pursue(Bench.converse(bedrock), desk);

            assertThat(desk.finished().orElseThrow().done()).isTrue();
            assertThat(desk.pauses()).containsExactly(Duration.ofMillis(10), Duration.ofMillis(20));
        }
    }

    @Test
    void goalThatIsTooLongCannotBeToldShorter() throws Exception {
        Fate fate = fate(
                FakeBedrock.fails(400, "ValidationException", "Input is too long for requested model."),
                Duration.ofSeconds(30));

        assertThat(fate.requests()).isEqualTo(1);
        assertThat(fate.end().advice()).contains("longer than the model can take");
    }

    private static String endOf(FakeBedrock.Script script) throws IOException, InterruptedException {
        try (FakeBedrock bedrock = new FakeBedrock(script)) {
            Desk desk = new Desk();
            Bench.pursue(Bench.converse(bedrock), desk);
            assertThat(bedrock.problems()).isEmpty();
            assertThat(desk.finished().orElseThrow().done()).isFalse();
            return bedrock.requests().size() + ": "
                    + desk.finished().orElseThrow().summary();
        }
    }

    @Test
    void guardrailEndsTheRunWithItsText() throws Exception {
        assertThat(endOf((_, _) -> new Reply.Answer(List.of("Not this."), "guardrail_intervened", 1, 1)))
                .isEqualTo("1: the model refused: Not this.");
    }

    @Test
    void answerThatIsCutOffTwiceEndsTheRunAndNothingOfItIsDone() throws Exception {
        Reply cut = new Reply.Answer(
                List.of("Now I", Map.entry("handoff", "{\"agent_profile\":\"architect\"}")), "max_tokens", 1, 1);
        assertThat(endOf((_, _) -> cut))
                .isEqualTo(
                        "2: the model's answers are cut off at their greatest length; raise 'max_tokens' of the supervisor");
    }

    @Test
    void callsThatCannotBeReadAreToldAndBounded() throws Exception {
        int[] turn = {0};
        assertThat(endOf((_, _) -> FakeBedrock.calls("delegate", "{\"n\":%d}".formatted(turn[0]++))))
                .startsWith(
                        "3: the model made 3 turns with calls that could not be read; the last: There is no tool 'delegate'");
    }

    @Test
    void sameCallThreeTimesRunningIsNoProgress() throws Exception {
        assertThat(endOf((_, _) -> FakeBedrock.calls("handoff", "{\"agent_profile\":\"a\",\"message\":\"x\"}")))
                .startsWith("3: no progress: the model made the same call 3 times running: handoff");
    }

    @Test
    void fiveTurnsWithoutNewsAreNoProgress() throws Exception {
        int[] turn = {0};
        assertThat(endOf((_, _) -> FakeBedrock.calls(
                        "read_output", "{\"agent_profile\":\"a\",\"lines\":%d}".formatted(++turn[0]))))
                .isEqualTo("5: no progress: 5 turns without a new task, message or answer");
    }

    @Test
    void silentModelIsRemindedOnce() throws Exception {
        assertThat(endOf((_, _) -> FakeBedrock.says("I am done.")))
                .isEqualTo("2: the model stopped without finishing the run, also after it was reminded");
    }
}
