package dev.hone.orchestrator.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.orchestrator.testing.PlatformTest;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@QuarkusTest
class JobStateTest extends PlatformTest {
    private static final List<Class<?>> STATES =
            Arrays.asList(JobState.class.getPermittedSubclasses());

    @Inject Jobs jobs;

    @Test
    void theMovesOfTheStatesAreTheTableOfTheDatabase() {
        // given the methods of a state that answer a state
        var moves = new TreeSet<String>();
        for (var state : STATES) {
            for (var method : state.getDeclaredMethods()) {
                if (STATES.contains(method.getReturnType())) {
                    moves.add(label(state) + " -> " + label(method.getReturnType()));
                }
            }
        }

        // when
        var table =
                fixtures.rows()
                        .texts("SELECT from_state || ' -> ' || to_state FROM job_transitions");

        // then
        assertThat(table).containsExactlyInAnyOrderElementsOf(moves);
        assertThat(moves).hasSize(26);
    }

    @Test
    void theEndsAreTheStatesWithoutMoves() {
        // when
        var leaving = Set.copyOf(fixtures.rows().texts("SELECT from_state FROM job_transitions"));
        var ends =
                STATES.stream()
                        .map(JobStateTest::label)
                        .filter(label -> !leaving.contains(label))
                        .collect(Collectors.toSet());

        // then
        assertThat(ends).containsExactlyInAnyOrder("succeeded", "failed", "cancelled");
    }

    @Test
    void theDatabaseRefusesAnIllegalMove() {
        // given
        var job = fixtures.submit();

        // when, then
        assertThatThrownBy(() ->
                        fixtures.rows()
                                .run(
                                        "UPDATE jobs SET state = 'succeeded', finished_at = now() WHERE id = ?",
                                        job.id()))
                .hasStackTraceContaining("may not go from queued to succeeded");
    }

    @Test
    void theDatabaseRefusesATokenThatGoesBack() {
        // given
        var job = fixtures.submit();
        fixtures.rows().run("UPDATE jobs SET token = 3 WHERE id = ?", job.id());

        // when, then
        assertThatThrownBy(() ->
                        fixtures.rows().run("UPDATE jobs SET token = 2 WHERE id = ?", job.id()))
                .hasStackTraceContaining("come after token 3");
    }

    @Test
    void theDatabaseRefusesACheckpointOfAnOvertakenAttempt() {
        // given
        var job = fixtures.submit();
        fixtures.rows().run("UPDATE jobs SET token = 2 WHERE id = ?", job.id());

        // when, then
        assertThatThrownBy(() ->
                        fixtures.rows()
                                .run(
                                        """
                                        INSERT INTO checkpoints
                                            (id, job_id, token, step, epoch, train_loss, files)
                                        VALUES ('ftckpt-1', ?, 1, 5, 0, 0, '[]')
                                        """,
                                        job.id()))
                .hasStackTraceContaining("has been overtaken by 2");
    }

    @Test
    void theDatabaseRefusesToRewriteHistory() {
        // given
        fixtures.submit();

        // when, then
        assertThatThrownBy(() -> fixtures.rows().run("DELETE FROM job_history"))
                .hasStackTraceContaining("append-only");
        assertThatThrownBy(() -> fixtures.rows().run("UPDATE audit SET action = 'none'"))
                .hasStackTraceContaining("append-only");
    }

    private static String label(Class<?> state) {
        return state.getSimpleName().toLowerCase(Locale.ROOT);
    }
}
