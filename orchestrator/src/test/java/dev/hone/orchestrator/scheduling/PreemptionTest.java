package dev.hone.orchestrator.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PreemptionTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration PROMOTE = Duration.ofHours(6);
    private static final Preemption PREEMPTION =
            new Preemption(PROMOTE, Duration.ofMinutes(1), Duration.ofMinutes(5));
    private static final Traits ANY = new Traits(Map.of(), 0);
    private static final Traits EU = new Traits(Map.of("region", "eu"), 0);
    private static final Needs IN_EU = new Needs(Map.of("region", "eu"), 0);

    @Test
    void theLeastUrgentJobYieldsAndAmongTheseTheOneThatBeganLast() {
        // given
        var running =
                List.of(
                        running("normal", PriorityClass.NORMAL, 10),
                        running("old", PriorityClass.LOW, 60),
                        running("young", PriorityClass.LOW, 10));

        // when
        var yielding = yielding(List.of(waiting(PriorityClass.HIGH, 2)), List.of(), running);

        // then
        assertThat(yielding).containsExactly("young");
    }

    @Test
    void aJobOfTheSameClassNeverYields() {
        assertThat(
                        yielding(
                                List.of(waiting(PriorityClass.NORMAL, 60)),
                                List.of(),
                                List.of(running("job", PriorityClass.NORMAL, 60))))
                .isEmpty();
    }

    @Test
    void nobodyYieldsWhereAWorkerIsFreeOrBecomesSo() {
        // given
        var low = running("low", PriorityClass.LOW, 60);
        var leaving =
                new Running(
                        "leaving",
                        "p",
                        PriorityClass.LOW,
                        low.submitted(),
                        low.started(),
                        ANY,
                        true);

        // then
        var urgent = waiting(PriorityClass.HIGH, 2);
        assertThat(yielding(List.of(urgent), List.of(ANY), List.of(low))).isEmpty();
        assertThat(yielding(List.of(urgent), List.of(), List.of(low, leaving))).isEmpty();
        assertThat(yielding(List.of(urgent, urgent), List.of(), List.of(low, leaving)))
                .containsExactly("low");
    }

    @Test
    void aJobThatHasJustBegunIsLeftAlone() {
        assertThat(
                        yielding(
                                List.of(waiting(PriorityClass.HIGH, 60)),
                                List.of(),
                                List.of(running("young", PriorityClass.LOW, 4))))
                .isEmpty();
    }

    @Test
    void anUrgentJobWaitsAMomentFirst() {
        assertThat(
                        yielding(
                                List.of(waiting(PriorityClass.HIGH, 0)),
                                List.of(),
                                List.of(running("low", PriorityClass.LOW, 60))))
                .isEmpty();
    }

    @Test
    void aWorkerThatWouldNotDoIsNotTaken() {
        // given one worker in the region, with a job of the same class as the waiting one
        var lane = new Lane("q", PriorityClass.NORMAL, IN_EU, NOW.minus(PROMOTE));
        var running =
                List.of(
                        running("elsewhere", PriorityClass.LOW, 60),
                        new Running(
                                "there",
                                "p",
                                PriorityClass.NORMAL,
                                NOW.minusSeconds(7_200),
                                NOW.minusSeconds(3_600),
                                EU,
                                false));

        // then
        assertThat(yielding(List.of(lane), List.of(ANY), running)).isEmpty();
    }

    @Test
    void aJobThatItsWaitHasLiftedIsProtectedByIt() {
        // given a low job that waited six hours before it began
        var lifted =
                new Running(
                        "lifted",
                        "p",
                        PriorityClass.LOW,
                        NOW.minus(PROMOTE).minusSeconds(3_600),
                        NOW.minusSeconds(3_600),
                        ANY,
                        false);

        // then
        assertThat(yielding(List.of(waiting(PriorityClass.NORMAL, 2)), List.of(), List.of(lifted)))
                .isEmpty();
        assertThat(yielding(List.of(waiting(PriorityClass.HIGH, 2)), List.of(), List.of(lifted)))
                .containsExactly("lifted");
    }

    @Test
    void aJobThatItsWaitHasLiftedTakesNoWorkerFromAnother() {
        assertThat(
                        yielding(
                                List.of(waiting(PriorityClass.LOW, 13 * 60)),
                                List.of(),
                                List.of(running("job", PriorityClass.NORMAL, 60))))
                .isEmpty();
    }

    private static List<String> yielding(
            List<Lane> waiting, List<Traits> idle, List<Running> running) {
        return PREEMPTION.yielding(waiting, idle, running, NOW);
    }

    private static Lane waiting(PriorityClass priority, int minutes) {
        return new Lane("q", priority, Needs.NONE, NOW.minus(Duration.ofMinutes(minutes)));
    }

    private static Running running(String job, PriorityClass priority, int minutes) {
        var started = NOW.minus(Duration.ofMinutes(minutes));
        return new Running(job, "p", priority, started, started, ANY, false);
    }
}
