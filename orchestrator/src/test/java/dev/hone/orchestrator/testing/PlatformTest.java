package dev.hone.orchestrator.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.orchestrator.invariants.Invariants;
import io.quarkus.test.common.QuarkusTestResource;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A test on a real database and a real store: it starts from an empty platform, and whatever it
/// did, no invariant is violated afterwards.
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(StoreResource.class)
public abstract class PlatformTest {
    @Inject protected Fixtures fixtures;
    @Inject protected Invariants invariants;

    @BeforeEach
    void startEmpty() {
        fixtures.reset();
    }

    @AfterEach
    void violateNoInvariant() {
        assertThat(invariants.check()).isEmpty();
    }
}
