package dev.hone.orchestrator.preflights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.datasets.preflight.FromPreflight;
import dev.hone.datasets.preflight.PreflightTask;
import dev.hone.orchestrator.jobs.JobEventView;
import dev.hone.orchestrator.jobs.JobState;
import dev.hone.orchestrator.jobs.JobView;
import dev.hone.orchestrator.jobs.Jobs;
import dev.hone.orchestrator.store.StoreConfig;
import dev.hone.orchestrator.submissions.JobRequest;
import dev.hone.orchestrator.testing.Fixtures;
import dev.hone.orchestrator.testing.PlatformTest;
import dev.hone.orchestrator.testing.TokenizerBase;
import dev.hone.protocol.LossOn;
import dev.hone.protocol.preflight.PreflightSettings;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(PreflightsTest.Required.class)
class PreflightsTest extends PlatformTest {
    /// Jobs wait for preflights, as they do outside of tests.
    public static final class Required implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("hone.preflights.required", "true");
        }
    }

    private static final Map<String, Object> SHORT = Map.of("max_length", 8);

    @Inject Jobs jobs;
    @Inject Preflights preflights;
    @Inject PreflightRunner runner;
    @Inject PreflightRows rows;
    @Inject StoreConfig store;

    @BeforeEach
    void haveTokenizer() {
        TokenizerBase.install(fixtures);
    }

    private JobRequest request(Map<String, Object> settings, JobRequest.Overrides overrides) {
        return Fixtures.request(
                fixtures.dataset().id(),
                null,
                null,
                settings,
                Map.of(),
                overrides,
                JobRequest.Bounds.NONE);
    }

    private JobView job(String id) {
        return jobs.find(Fixtures.PROJECT, id).orElseThrow();
    }

    private List<String> told(String job) {
        return jobs.events(Fixtures.PROJECT, job, null, 100).items().stream()
                .map(JobEventView::message)
                .toList();
    }

    private PreflightTask.Report task() {
        var data = fixtures.dataset();
        return new PreflightTask.Report(
                store.settings(),
                TokenizerBase.files(fixtures),
                data.dataset(),
                null,
                null,
                new PreflightSettings(LossOn.ASSISTANT, 128));
    }

    @Test
    void aJobWaitsForItsPreflightAndIsThenQueued() {
        var job = fixtures.submit();
        assertThat(job.state()).isEqualTo(new JobState.Validating());

        assertThat(runner.runNext()).isTrue();

        assertThat(job(job.id()).state()).isEqualTo(new JobState.Queued());
        assertThat(told(job.id()))
                .anyMatch(message -> message.contains("preflight passed: 1 rows"));
        var id = Objects.requireNonNull(job.spec().preflight()).id();
        var report =
                Objects.requireNonNull(
                        preflights.find(Fixtures.PROJECT, id).orElseThrow().report());
        assertThat(report.training().usableRows()).isEqualTo(1);
        assertThat(report.training().turnEnds().getFirst().served()).isTrue();
    }

    @Test
    void aJobWithErrorsFailsBeforeAnyWorkerCouldTakeIt() {
        var job = jobs.submit(request(SHORT, JobRequest.Overrides.NONE));

        runner.runNext();

        var failure = Objects.requireNonNull(job(job.id()).failure());
        assertThat(failure.code()).isEqualTo("preflight_failed");
        assertThat(failure.message()).contains("no_usable_rows").doesNotContain("cut_to_nothing");
        assertThat(told(job.id())).anyMatch(message -> message.startsWith("cut_to_nothing"));
        assertThat(fixtures.rows().count("SELECT count(*) FROM outbox")).isZero();
    }

    @Test
    void anIgnoredErrorLetsTheJobPassAndIsKept() {
        var overrides = new JobRequest.Overrides(List.of("no_usable_rows"), List.of());
        var job = jobs.submit(request(SHORT, overrides));

        runner.runNext();

        assertThat(job(job.id()).state()).isEqualTo(new JobState.Queued());
        assertThat(Objects.requireNonNull(job(job.id()).spec().preflight()).ignore())
                .containsExactly("no_usable_rows");
        assertThat(told(job.id()))
                .anyMatch(message -> message.startsWith("Ignored as asked for: no_usable_rows"));
    }

    @Test
    void aRefusedWarningBlocksTheJob() {
        var overrides = new JobRequest.Overrides(List.of(), List.of("truncated"));
        var job = jobs.submit(request(Map.of("max_length", 10), overrides));

        runner.runNext();

        var view = job(job.id());
        assertThat(told(job.id())).anyMatch(message -> message.startsWith("truncated"));
        assertThat(Objects.requireNonNull(view.failure()).message()).contains("truncated");
    }

    @Test
    void unknownFindingsAreRefusedByName() {
        var overrides = new JobRequest.Overrides(List.of("no_such_thing"), List.of());

        assertThatThrownBy(() -> jobs.submit(request(Map.of(), overrides)))
                .hasMessageContaining("\"no_such_thing\"")
                .hasMessageContaining("no_stop_token");
    }

    @Test
    void theSameFilesBaseAndSettingsAreGoneOverOnce() {
        fixtures.submit();
        runner.runNext();

        var second = fixtures.submit();
        var third = jobs.submit(request(Map.of("max_length", 64), JobRequest.Overrides.NONE));

        assertThat(second.state()).isEqualTo(new JobState.Queued());
        assertThat(third.state()).isEqualTo(new JobState.Validating());
        assertThat(fixtures.rows().count("SELECT count(*) FROM preflights")).isEqualTo(2);
    }

    @Test
    void whoAsksForWhatHasSucceededWaitsForNobody() throws Exception {
        // given a preflight that has ended, and one who asks and has not committed
        var request = fixtures.request(fixtures.dataset().id());
        jobs.submit(request);
        runner.runNext();
        try (var others = Executors.newSingleThreadExecutor()) {
            var state =
                    QuarkusTransaction.requiringNew()
                            .call(() -> {
                                jobs.submit(request);

                                // when another asks meanwhile
                                return others.submit(() -> jobs.submit(request).state())
                                        .get(20, TimeUnit.SECONDS);
                            });

            // then
            assertThat(state).isEqualTo(new JobState.Queued());
        }
    }

    @Test
    void aPreflightWhoseReplicaDiedIsTakenAgainAndItsLateResultIsDropped() {
        var job = fixtures.submit();
        var dead = rows.claim().orElseThrow();
        assertThat(runner.runNext()).isFalse();
        fixtures.rows()
                .run(
                        "UPDATE preflights SET lease_expires_at = clock_timestamp() - interval '1"
                                + " second'");

        assertThat(runner.runNext()).isTrue();
        rows.fail(dead, new PreflightView.Failure("preflight_crashed", "late"));

        assertThat(job(job.id()).state()).isEqualTo(new JobState.Queued());
        assertThat(fixtures.rows().text("SELECT state FROM preflights")).isEqualTo("succeeded");
    }

    @Test
    void replicasThatLookAtOnceNeverTakeTheSamePreflight() throws Exception {
        for (int length = 10; length < 30; length++) {
            jobs.submit(request(Map.of("max_length", length), JobRequest.Overrides.NONE));
        }

        var taken = new ArrayList<String>();
        try (var replicas = Executors.newFixedThreadPool(4)) {
            Callable<List<String>> replica = this::takenByOne;
            for (var some : replicas.invokeAll(Collections.nCopies(4, replica))) {
                taken.addAll(some.get());
            }
        }

        assertThat(taken).hasSize(20).doesNotHaveDuplicates();
    }

    private List<String> takenByOne() {
        var taken = new ArrayList<String>();
        for (var one = rows.claim(); one.isPresent(); one = rows.claim()) {
            taken.add(one.get().id());
        }
        return taken;
    }

    @Test
    void aPreflightThatIsLostAgainAndAgainFailsItsJob() {
        var job = fixtures.submit();
        for (int time = 0; time < 3; time++) {
            assertThat(rows.claim()).isPresent();
            fixtures.rows()
                    .run(
                            "UPDATE preflights SET lease_expires_at = clock_timestamp() - interval"
                                    + " '1 second'");
        }

        assertThat(rows.claim()).isEmpty();

        assertThat(Objects.requireNonNull(job(job.id()).failure()).code())
                .isEqualTo("preflight_lost");
    }

    @Test
    void aCancelledJobIsNotQueuedByItsPreflight() {
        var job = fixtures.submit();
        jobs.cancel(Fixtures.PROJECT, job.id());

        runner.runNext();

        assertThat(job(job.id()).state()).isEqualTo(new JobState.Cancelled());
    }

    @Test
    void aCrashIsAFailureWithAName() {
        assertThat(ChildProcess.call(task(), Duration.ofMinutes(1), 8))
                .isInstanceOfSatisfying(
                        FromPreflight.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("preflight_crashed"));
    }

    @Test
    void aTimeOutIsAFailureWithAName() {
        assertThat(ChildProcess.call(task(), Duration.ofMillis(10), 128))
                .isInstanceOfSatisfying(
                        FromPreflight.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("preflight_timed_out"));
    }

    @Test
    void anOutputThatIsNoMessageIsAFailureWithAName() throws Exception {
        try (var child =
                ChildProcess.start(
                        List.of("sh", "-c", "echo hello"), task(), Duration.ofMinutes(1))) {
            assertThat(child.answer(_ -> {}))
                    .isInstanceOfSatisfying(
                            FromPreflight.Failed.class,
                            failed -> assertThat(failed.code()).isEqualTo("preflight_unreadable"));
        }
    }

    @Test
    void aPreviewShowsOneRowInStretchesThatMakeUpItsText() {
        var preview = jobs.preview(request(Map.of(), JobRequest.Overrides.NONE), 1);

        assertThat(preview.text()).contains("1+1").contains("2<|end|>");
        assertThat(preview.tokens()).filteredOn(token -> token.learned()).hasSize(2);
        int here = 0;
        for (var span : preview.spans()) {
            assertThat(span.start()).isEqualTo(here);
            here = span.end();
        }
        assertThat(here).isEqualTo(preview.text().codePointCount(0, preview.text().length()));
        assertThatThrownBy(() -> jobs.preview(request(Map.of(), JobRequest.Overrides.NONE), 2))
                .hasMessageContaining("no row 2");
    }
}
