package dev.hone.orchestrator.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// The job protocol's own code in simulated worlds. A violation names the seed of its world, and
/// `-Dhone.seed=SEED` runs that one again; `-Dhone.schedules=N` runs N of them, however long it
/// takes.
class SimulationTest {
    private static final Set<String> LEGAL_MOVES = legalMoves();
    private static final long FIRST = 1;
    private static final Duration TIME_BOX =
            Duration.ofSeconds(Long.getLong("hone.simulation-seconds", 60));

    @Test
    void noJobIsLostOrDoneTwiceOrStuckWhateverHappens() {
        var again = Long.getLong("hone.seed");
        if (again != null) {
            run(again, SimMutant.NONE);
            return;
        }
        long most = Long.getLong("hone.schedules", Long.MAX_VALUE);
        long deadline =
                most == Long.MAX_VALUE ? System.nanoTime() + TIME_BOX.toNanos() : Long.MAX_VALUE;
        var next = new AtomicLong(FIRST);
        IntStream.range(0, Runtime.getRuntime().availableProcessors())
                .parallel()
                .forEach(_ -> {
                    while (System.nanoTime() < deadline) {
                        long seed = next.getAndIncrement();
                        if (seed - FIRST >= most) {
                            return;
                        }
                        run(seed, SimMutant.NONE);
                    }
                });
        long done = Math.min(next.get() - FIRST, most);
        System.out.printf("%d simulated schedules, seeds from %d%n", done, FIRST);
        assertThat(done).isGreaterThan(100);
        assertThat(SimReplica.METERS.counter("hone.preempted").count())
                .as("jobs that were told to yield")
                .isPositive();
    }

    @Test
    void aProtocolWithoutReconcilerIsFoundOut() {
        assertThatThrownBy(() -> firstThousand(SimMutant.NO_RECONCILER))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("invariant 9");
    }

    @Test
    void aProtocolWithoutFencingIsFoundOut() {
        assertThatThrownBy(() -> firstThousand(SimMutant.NO_FENCE))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("invariant 4");
    }

    private static void firstThousand(SimMutant mutant) {
        LongStream.range(0, 1_000).forEach(seed -> run(seed, mutant));
    }

    private static void run(long seed, SimMutant mutant) {
        try {
            new SimWorld(seed, LEGAL_MOVES, mutant).run();
        } catch (RuntimeException failure) {
            throw new AssertionError("seed %d: %s".formatted(seed, failure.getMessage()), failure);
        }
    }

    /// The table that PostgreSQL holds the jobs to.
    private static Set<String> legalMoves() {
        var moves = new TreeSet<String>();
        for (var migration : List.of("V002__create_jobs", "V012__limit_jobs")) {
            var pair = Pattern.compile("\\('([a-z]+)', '([a-z]+)'\\)").matcher(text(migration));
            while (pair.find()) {
                moves.add(pair.group(1) + " -> " + pair.group(2));
            }
        }
        return moves;
    }

    private static String text(String migration) {
        var name = "/db/migration/%s.sql".formatted(migration);
        try (var sql = SimulationTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(sql, name).readAllBytes(), UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
