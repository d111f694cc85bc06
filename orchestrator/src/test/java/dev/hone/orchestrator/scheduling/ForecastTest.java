package dev.hone.orchestrator.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.orchestrator.scheduling.Forecast.Place;
import dev.hone.orchestrator.scheduling.Forecast.Running;
import dev.hone.orchestrator.scheduling.Forecast.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ForecastTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Traits ANY = new Traits(Map.of(), 0);
    private static final Traits SMALL = new Traits(Map.of("region", "eu"), 4_000);
    private static final Traits LARGE = new Traits(Map.of("region", "eu"), 16_000);
    private static final Needs MUCH = new Needs(Map.of(), 8_000);
    private static final Scheduler SCHEDULER = new Scheduler(Duration.ofHours(6));

    @Test
    void jobsStartWhenTheWorkersBeforeThemAreFree() {
        // given one worker with a minute to go
        var places =
                forecast(
                        0,
                        List.of(new Running("a", ANY, 60.0)),
                        List.of(waiting("first", "a", 30.0), waiting("second", "a", 30.0)),
                        share("a", 1, null));

        // then
        assertThat(places.get("first"))
                .isEqualTo(
                        new Place(
                                1,
                                "next in line; every worker of the pool has a job",
                                NOW.plusSeconds(60)));
        assertThat(places.get("second"))
                .isEqualTo(
                        new Place(
                                2,
                                "1 job is before it; every worker of the pool has a job",
                                NOW.plusSeconds(90)));
    }

    @Test
    void theOrderIsTheSchedulersNotThatOfAge() {
        // given
        var places =
                forecast(
                        1,
                        List.of(),
                        List.of(
                                waiting("a1", "a", 10.0),
                                waiting("a2", "a", 10.0),
                                waiting("b1", "b", 10.0)),
                        share("a", 1, null),
                        share("b", 1, null));

        // then
        assertThat(place(places, "a1").position()).isEqualTo(1);
        assertThat(place(places, "b1").position()).isEqualTo(2);
        assertThat(place(places, "a2").position()).isEqualTo(3);
    }

    @Test
    void aQuotaIsNamedAndItsNextSlotWithIt() {
        // given a project whose one running job has five minutes left, and an idle worker
        var places =
                forecast(
                        1,
                        List.of(new Running("a", ANY, 300.0)),
                        List.of(waiting("job", "a", 10.0)),
                        new Share("a", 1, 0, 0, 1, 1, 0, null));

        // then
        assertThat(places.get("job"))
                .isEqualTo(
                        new Place(
                                1, "project quota: 1 of 1 jobs are running", NOW.plusSeconds(300)));
    }

    @Test
    void behindAJobThatNobodyQuotedTheStartIsNotKnown() {
        // given
        var places =
                forecast(
                        1,
                        List.of(),
                        List.of(waiting("unquoted", "a", null), waiting("after", "a", 10.0)),
                        share("a", 1, null));

        // then
        assertThat(place(places, "unquoted").starts()).isEqualTo(NOW);
        assertThat(place(places, "after").starts()).isNull();
    }

    @Test
    void aPoolWithoutWorkersSaysSo() {
        // given
        var places = forecast(0, List.of(), List.of(waiting("job", "a", 1.0)), share("a", 1, null));

        // then
        assertThat(places.get("job")).isEqualTo(new Place(1, "the pool has no live worker", null));
    }

    @Test
    void aQuotaThatIsUsedUpStartsNothing() {
        // given
        var places =
                forecast(
                        1,
                        List.of(),
                        List.of(waiting("spent", "a", 1.0), waiting("free", "b", 1.0)),
                        share("a", 1, 0.0),
                        share("b", 1, null));

        // then
        assertThat(place(places, "free").starts()).isEqualTo(NOW);
        assertThat(place(places, "spent").starts()).isNull();
        assertThat(place(places, "spent").reason())
                .contains("worker seconds of this month are used");
    }

    @Test
    void aJobThatFitsTheSmallWorkerDoesNotWaitBehindOneThatNeedsTheLarge() {
        // given both before it want the large worker, which has a minute to go
        var places =
                forecast(
                        List.of(SMALL),
                        List.of(new Running("a", LARGE, 60.0)),
                        List.of(
                                waiting("large1", "a", MUCH, 30.0),
                                waiting("large2", "a", MUCH, 30.0),
                                waiting("small", "a", Needs.NONE, 10.0)),
                        share("a", 1, null));

        // then
        assertThat(places.get("small")).isEqualTo(new Place(1, "a worker is free", NOW));
        assertThat(places.get("large2"))
                .isEqualTo(
                        new Place(
                                3,
                                "2 jobs are before it; every worker of the pool with 8000 MiB of memory has a job",
                                NOW.plusSeconds(90)));
    }

    @Test
    void aJobThatNoWorkerFitsSaysWhatItWants() {
        // given
        var places =
                forecast(
                        List.of(SMALL),
                        List.of(),
                        List.of(
                                waiting(
                                        "job",
                                        "a",
                                        new Needs(Map.of("region", "us"), 2_000),
                                        30.0)),
                        share("a", 1, null));

        // then
        assertThat(places.get("job"))
                .isEqualTo(
                        new Place(
                                1,
                                "the pool has no live worker with region=us and 2000 MiB of memory",
                                null));
    }

    private static Map<String, Place> forecast(
            int idle, List<Running> running, List<Waiting> waiting, Share... shares) {
        return forecast(Collections.nCopies(idle, ANY), running, waiting, shares);
    }

    private static Map<String, Place> forecast(
            List<Traits> idle, List<Running> running, List<Waiting> waiting, Share... shares) {
        var standing =
                new Standing(
                        Stream.of(shares).collect(Collectors.toMap(Share::project, share -> share)),
                        0,
                        NOW);
        return Forecast.of(SCHEDULER, standing, idle, running, waiting);
    }

    private static Place place(Map<String, Place> places, String job) {
        return Objects.requireNonNull(places.get(job));
    }

    private static Waiting waiting(String job, String project, @Nullable Double seconds) {
        return waiting(job, project, Needs.NONE, seconds);
    }

    private static Waiting waiting(
            String job, String project, Needs needs, @Nullable Double seconds) {
        return new Waiting(
                job, project, PriorityClass.NORMAL, needs, NOW.minusSeconds(60), seconds);
    }

    private static Share share(String project, int weight, @Nullable Double mostSeconds) {
        return new Share(project, weight, 0, 0, 0, null, 0, mostSeconds);
    }
}
