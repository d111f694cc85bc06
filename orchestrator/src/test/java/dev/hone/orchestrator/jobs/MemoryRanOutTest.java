package dev.hone.orchestrator.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.orchestrator.testing.Fixtures;
import dev.hone.orchestrator.testing.PlatformTest;
import dev.hone.protocol.Claim;
import dev.hone.protocol.Directive;
import dev.hone.protocol.FailureClass;
import dev.hone.protocol.FailureCode;
import dev.hone.protocol.Outcome;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MemoryRanOutTest extends PlatformTest {
    private static final Outcome.Failed LACK =
            FailureCode.OUT_OF_MEMORY.outcome("It had too little.");

    @Inject Attempts attempts;
    @Inject Jobs jobs;
    @Inject Reconciler reconciler;

    @Test
    void theJobIsStartedOnceMoreWithCallsHalfAsLarge() {
        // given
        var job = fixtures.submit();
        var first = claim();

        // when
        finish(first, LACK.inCallsOf(480));
        var second = claim();

        // then
        assertThat(first.mostCallTokens()).isZero();
        assertThat(second.mostCallTokens()).isEqualTo(240);
        assertThat(second.spec()).isEqualTo(first.spec());
        assertThat(events(job))
                .anyMatch(words ->
                        words.startsWith(
                                        "Job is retrying: out_of_memory: It had too little. Now it")
                                && words.contains("at most 240 tokens, not 480")
                                && words.contains("The batch stays as it is")
                                && words.contains("the last bits"))
                .anyMatch(words -> words.endsWith("start 2, with calls of at most 240 tokens"));
    }

    @Test
    void theSecondTimeItFailsForLackOfAResource() {
        // given
        var job = fixtures.submit();
        finish(claim(), LACK.inCallsOf(480));

        // when
        finish(claim(), LACK.inCallsOf(240));

        // then
        var failure = Objects.requireNonNull(find(job).failure());
        assertThat(failure.failure()).isEqualTo(FailureClass.RESOURCE);
        assertThat(failure.code()).isEqualTo("out_of_memory");
        assertThat(failure.message()).isEqualTo("It had too little. It is the second time.");
        assertThat(find(job).attempt()).isEqualTo(2);
    }

    @Test
    void callsStaySmallWhateverEndsTheAttemptsAfter() {
        // given
        fixtures.submit();
        finish(claim(), LACK.inCallsOf(480));
        finish(claim(), FailureCode.STORE_UNAVAILABLE.outcome("no store"));

        // when
        finish(claim(), new Outcome.Stopped(Directive.CONTINUE, 3));

        // then
        assertThat(claim().mostCallTokens()).isEqualTo(240);
    }

    @Test
    void aWorkerThatDoesNotSayHowLargeItsCallsWereGetsHalfOfTheLargest() {
        // given
        fixtures.submit();

        // when
        finish(claim(), LACK);

        // then
        assertThat(claim().mostCallTokens()).isEqualTo(2048);
    }

    @Test
    void aHeapThatIsTooSmallIsTriedOnceMoreAsItIs() {
        // given
        var job = fixtures.submit();
        finish(claim(), FailureCode.HEAP_EXHAUSTED.outcome("Too small."));

        // when
        var second = claim();
        finish(second, FailureCode.HEAP_EXHAUSTED.outcome("Too small."));

        // then
        assertThat(second.mostCallTokens()).isZero();
        assertThat(find(job).state()).isInstanceOf(JobState.Failed.class);
    }

    private Claim claim() {
        fixtures.rows().run("UPDATE jobs SET retry_at = now() WHERE state = 'retrying'");
        reconciler.requeueRetries();
        return attempts.claim(fixtures.worker("w1")).orElseThrow();
    }

    private void finish(Claim claim, Outcome outcome) {
        attempts.finish(claim.spec().jobId(), claim.token(), outcome);
    }

    private JobView find(JobView job) {
        return jobs.find(Fixtures.PROJECT, job.id()).orElseThrow();
    }

    private List<String> events(JobView job) {
        return jobs.events(Fixtures.PROJECT, job.id(), null, 100).items().stream()
                .map(JobEventView::message)
                .toList();
    }
}
