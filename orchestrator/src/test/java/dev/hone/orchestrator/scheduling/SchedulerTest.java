package dev.hone.orchestrator.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SchedulerTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration PROMOTE = Duration.ofHours(6);
    private static final Scheduler SCHEDULER = new Scheduler(PROMOTE);

    @Test
    void projectsGetTheirSharesThoughOneFloodsTheQueue() {
        // given weights 1, 2, 4, and lanes that never run dry, the lightest flooding a hundredfold:
        // how long a lane is does not matter, only that it has a first job
        var shares = new HashMap<String, Share>();
        shares.put("one", share("one", 1));
        shares.put("two", share("two", 2));
        shares.put("four", share("four", 4));
        var lanes =
                List.of(
                        lane("one", PriorityClass.NORMAL, 100),
                        lane("two", PriorityClass.NORMAL, 1),
                        lane("four", PriorityClass.NORMAL, 1));

        // when
        var chosen = choose(1_000, lanes, shares);

        // then
        assertThat(chosen.getOrDefault("one", 0) / 1_000.0).isCloseTo(1 / 7.0, within(0.05 / 7));
        assertThat(chosen.getOrDefault("two", 0) / 1_000.0)
                .isCloseTo(2 / 7.0, within(0.05 * 2 / 7));
        assertThat(chosen.getOrDefault("four", 0) / 1_000.0)
                .isCloseTo(4 / 7.0, within(0.05 * 4 / 7));
    }

    @Test
    void aProjectThatWasAwayHasNoCreditForItsAbsence() {
        // given
        var shares = new HashMap<String, Share>();
        shares.put("busy", share("busy", 1));
        shares.put("away", share("away", 1));
        choose(500, List.of(lane("busy", PriorityClass.NORMAL, 1)), shares);

        // when
        var chosen =
                choose(
                        100,
                        List.of(
                                lane("busy", PriorityClass.NORMAL, 1),
                                lane("away", PriorityClass.NORMAL, 1)),
                        shares);

        // then
        assertThat(chosen.get("away")).isBetween(50, 51);
    }

    @Test
    void aHigherClassGoesFirstWhateverItsShare() {
        // given
        var rich = new Share("rich", 1, 0, 1_000, 0, null, 0, null);
        var lanes =
                List.of(
                        lane("poor", PriorityClass.NORMAL, 1),
                        lane("poor", PriorityClass.LOW, 1),
                        lane("rich", PriorityClass.HIGH, 1));

        // when
        var order = SCHEDULER.order(lanes, standing(rich, share("poor", 1)));

        // then
        assertThat(order)
                .extracting(Lane::priority)
                .containsExactly(PriorityClass.HIGH, PriorityClass.NORMAL, PriorityClass.LOW);
    }

    @Test
    void aJobThatWaitsIsLiftedClassByClass() {
        // given
        var standing = standing(share("a", 1), share("b", 1), share("c", 1));
        var lanes =
                List.of(
                        new Lane("a", PriorityClass.HIGH, Needs.NONE, NOW),
                        new Lane(
                                "b",
                                PriorityClass.LOW,
                                Needs.NONE,
                                NOW.minus(PROMOTE.multipliedBy(2))),
                        new Lane("c", PriorityClass.LOW, Needs.NONE, NOW.minus(PROMOTE)));

        // when
        var order = SCHEDULER.order(lanes, standing);

        // then the one that has waited longest stands beside the urgent one, and before it by age
        assertThat(order).extracting(Lane::project).containsExactly("b", "a", "c");
    }

    @Test
    void aProjectAtItsLimitIsPassedOver() {
        // given
        var full = new Share("full", 4, 0, 0, 2, 2, 0, null);
        var spent = new Share("spent", 4, 0, 0, 0, null, 3_600, 3_600.0);
        var lanes =
                List.of(
                        lane("full", PriorityClass.HIGH, 9),
                        lane("spent", PriorityClass.HIGH, 9),
                        lane("free", PriorityClass.LOW, 1));

        // when
        var order = SCHEDULER.order(lanes, standing(full, spent, share("free", 1)));

        // then
        assertThat(order).extracting(Lane::project).containsExactly("free");
        assertThat(full.limit()).isEqualTo("project quota: 2 of 2 jobs are running");
        assertThat(spent.limit())
                .isEqualTo("project quota: 3600 of 3600 worker seconds of this month are used");
    }

    private static Standing standing(Share... shares) {
        return new Standing(
                Stream.of(shares).collect(Collectors.toMap(Share::project, share -> share)),
                0,
                NOW);
    }

    /// How often each project was chosen.
    private static Map<String, Integer> choose(
            int times, List<Lane> lanes, Map<String, Share> shares) {
        var chosen = new HashMap<String, Integer>();
        for (int i = 0; i < times; i++) {
            double virtualTime =
                    shares.values().stream().mapToDouble(Share::start).max().orElseThrow();
            var standing = new Standing(shares, virtualTime, NOW);
            var next = SCHEDULER.order(lanes, standing).getFirst();
            shares.computeIfPresent(
                    next.project(), (_, share) -> share.charged(virtualTime, 60).released());
            chosen.merge(next.project(), 1, Integer::sum);
        }
        return chosen;
    }

    private static Lane lane(String project, PriorityClass priority, int minutes) {
        return new Lane(project, priority, Needs.NONE, NOW.minus(Duration.ofMinutes(minutes)));
    }

    private static Share share(String project, int weight) {
        return new Share(project, weight, 0, 0, 0, null, 0, null);
    }
}
