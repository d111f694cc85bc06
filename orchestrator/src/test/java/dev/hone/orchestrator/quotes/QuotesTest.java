package dev.hone.orchestrator.quotes;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hone.datasets.plan.Activations;
import dev.hone.orchestrator.jobs.Attempts;
import dev.hone.orchestrator.jobs.JobView;
import dev.hone.orchestrator.jobs.Jobs;
import dev.hone.orchestrator.testing.Fixtures;
import dev.hone.orchestrator.testing.PlatformTest;
import dev.hone.protocol.Claim;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What is remembered of jobs and comes back as quotes. The counting of rows needs a tokenizer and
/// is tested where it is.
@QuarkusTest
class QuotesTest extends PlatformTest {
    @Inject Jobs jobs;
    @Inject Attempts attempts;
    @Inject QuoteRows rows;
    @Inject Quotes quotes;

    @Test
    void whatAnAttemptTookIsLearnedForItsClassOfWorkers() {
        succeed(claim(fixtures.submit()));

        var samples = read(() -> rows.samples("default", "cpu, 2 threads"));

        assertThat(samples).hasSize(1);
        assertThat(samples.getFirst().timing().trainingWork()).isEqualTo(1e12);
        assertThat(samples.getFirst().precision()).isEqualTo("bf16");
        assertThat(read(() -> rows.samples("default", "cpu, 4 threads"))).isEmpty();
    }

    @Test
    void aQuoteGetsItsErrorWhenTheJobSucceeds() {
        var job = fixtures.submit();
        keep(job, 40.0);
        var claim = claim(job);
        fixtures.rows()
                .run(
                        "UPDATE attempts SET started_at = clock_timestamp() - interval '60 seconds'"
                                + " WHERE job_id = ?",
                        job.id());

        succeed(claim);

        var view = requireNonNull(jobs.find(Fixtures.PROJECT, job.id()).orElseThrow().quote());
        assertThat(view.measuredSeconds()).isCloseTo(60, within(5.0));
        assertThat(view.error()).isCloseTo(1.5, within(0.15));
        assertThat(quotes.errors(Fixtures.PROJECT, 10))
                .singleElement()
                .satisfies(error -> assertThat(error.ratio()).isEqualTo(view.error()));
    }

    @Test
    void aQuoteIsKeptOnce() {
        var job = fixtures.submit();
        keep(job, 40.0);
        keep(job, 99.0);

        assertThat(read(() -> quotes.of(List.of(job.id()))))
                .extractingByKey(job.id())
                .satisfies(view ->
                        assertThat(view.quote().seconds()).isEqualTo(new Seconds(40, 30, 50)));
        assertThat(read(() -> rows.unquoted(10))).isEmpty();
    }

    @Test
    void aClassKnowsHowManyLiveAndHowManyWork() {
        fixtures.submit();
        attempts.claim(fixtures.worker("worker-1"));
        attempts.claim(fixtures.worker("worker-2"));
        fixtures.rows()
                .run(
                        "INSERT INTO workers (id, pool, device, version, last_seen_at) VALUES"
                                + " ('old', 'default', 'cuda, 8 threads', '0.1',"
                                + " clock_timestamp() - interval '2 minutes')");

        assertThat(read(() -> rows.classes("default")))
                .containsExactly(
                        new WorkerClass("cpu, 2 threads", 2, 1, 4096),
                        new WorkerClass("cuda, 8 threads", 0, 0, 0));
    }

    @Test
    void thoseBeforeAJobAreWhatRunsAndWhatWaitsLonger() {
        var first = fixtures.submit();
        var second = fixtures.submit();
        var third = fixtures.submit();
        keep(second, 40.0);
        claim(first);

        assertThat(read(() -> rows.ahead("default", 0, third.id())))
                .containsExactly(new Ahead(true, null), new Ahead(false, 40.0));
        assertThat(read(() -> rows.ahead("default", 0, second.id())))
                .containsExactly(new Ahead(true, null));
        assertThat(read(() -> rows.ahead("default", 1, null)))
                .containsExactly(new Ahead(true, null));
    }

    private Claim claim(JobView job) {
        var claim = attempts.claim(fixtures.worker("worker-1")).orElseThrow();
        assertThat(claim.spec().jobId()).isEqualTo(job.id());
        return claim;
    }

    private void succeed(Claim claim) {
        attempts.finish(claim.spec().jobId(), claim.token(), fixtures.success(claim));
    }

    private void keep(JobView job, @Nullable Double seconds) {
        var span = seconds == null ? null : new Seconds(seconds, 30, 50);
        var memory = new Quote.Memory(true, 1, null, 8, Activations.SAVED);
        var on = new Quote.OnWorkers("cpu, 2 threads", 1, memory, span, null, 1, true, null);
        var quote = new Quote("default", null, List.of(on), 0.0, null);
        QuarkusTransaction.requiringNew().run(() -> rows.keep(job.id(), quote));
    }

    private static <T> T read(Callable<T> query) {
        return QuarkusTransaction.requiringNew().call(query);
    }
}
