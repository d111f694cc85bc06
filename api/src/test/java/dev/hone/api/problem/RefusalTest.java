package dev.hone.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.orchestrator.errors.ApiError;
import dev.hone.orchestrator.errors.Fault;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalTest {
    @Test
    void everyErrorOfTheDomainHasItsStatus() {
        assertThat(Refusal.of(new ApiError.NotFound("job", "ftjob-1")).status()).isEqualTo(404);
        assertThat(Refusal.of(new ApiError.Conflict("ended", "It ended")).status()).isEqualTo(409);
        assertThat(Refusal.of(new ApiError.StaleToken("ftjob-1", 3)).status()).isEqualTo(409);
        assertThat(Refusal.of(new ApiError.Denied("no", "No")).status()).isEqualTo(403);
        assertThat(Refusal.of(invalid()).status()).isEqualTo(400);
    }

    @Test
    void aConflictTellsTheClientsNotToRepeat() {
        assertThat(Refusal.of(new ApiError.Conflict("ended", "It ended")).headers())
                .containsEntry("x-should-retry", "false");
        assertThat(Refusal.of(new ApiError.StaleToken("ftjob-1", 3)).headers())
                .containsEntry("x-should-retry", "false");
    }

    @Test
    void whatMendsItselfSaysWhenToComeBack() {
        var exhausted = new ApiError.Exhausted("quota", "Full", Duration.ofSeconds(30));
        var unavailable = new ApiError.Unavailable("store", "Away", Duration.ofMillis(200));

        assertThat(Refusal.of(exhausted).status()).isEqualTo(429);
        assertThat(Refusal.of(exhausted).headers()).containsEntry("Retry-After", "30");
        assertThat(Refusal.of(unavailable).status()).isEqualTo(503);
        assertThat(Refusal.of(unavailable).headers()).containsEntry("Retry-After", "1");
    }

    @Test
    void theBodyListsAllFaultsAndNamesTheFirst() {
        var problem = Refusal.of(invalid()).problem("req_1");

        assertThat(problem.type()).isEqualTo("urn:hone:problem:out_of_range");
        assertThat(problem.title()).isEqualTo("Bad Request");
        assertThat(problem.detail()).isEqualTo("rank must be 1–256, was 0; suffix is too long");
        assertThat(problem.requestId()).isEqualTo("req_1");
        assertThat(problem.error().param()).isEqualTo("rank");
        assertThat(problem.error().message()).isEqualTo(problem.detail());
        assertThat(problem.errors())
                .extracting(Problem.ErrorObject::code)
                .containsExactly("out_of_range", "too_long");
    }

    @Test
    void aDatabaseThatIsAwayIs503() {
        var refused = new IllegalStateException(new SQLException("refused", "08001"));
        var exhausted =
                new IllegalStateException(
                        new SQLException("Sorry, acquisition timeout!, Acquisition timeout"));
        var shutdown = new IllegalStateException(new SQLException("shutting down", "57P01"));

        for (var failure : List.of(refused, exhausted, shutdown)) {
            var refusal = Refusals.ofFailure(failure);
            assertThat(refusal.status()).isEqualTo(503);
            assertThat(refusal.headers()).containsEntry("Retry-After", "2");
        }
    }

    @Test
    void aBugTellsNothingOfItself() {
        var refusal = Refusals.ofFailure(new SQLException("column \"secret\" is wrong", "42703"));

        assertThat(refusal.status()).isEqualTo(500);
        assertThat(refusal.problem("req_1").detail()).doesNotContain("secret");
        assertThat(refusal.problem("req_1").error().type()).isEqualTo("server_error");
    }

    @Test
    void aFullDiskIsNamed() {
        var full = new IllegalStateException(new IOException("x: No space left on device"));

        assertThat(Refusals.ofFailure(full).status()).isEqualTo(507);
    }

    private static ApiError.Invalid invalid() {
        return new ApiError.Invalid(
                List.of(
                        new Fault("rank", "rank must be 1–256, was 0", "out_of_range"),
                        new Fault("suffix", "suffix is too long", "too_long")));
    }
}
