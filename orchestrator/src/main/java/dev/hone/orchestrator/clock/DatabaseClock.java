package dev.hone.orchestrator.clock;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;

/// Tells the time of the database. Leases are decided by it alone, whatever the clocks of the
/// control planes and workers say.
@ApplicationScoped
public class DatabaseClock {
    private final EntityManager entityManager;

    DatabaseClock(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    public Instant now() {
        return (Instant)
                entityManager
                        .createNativeQuery("SELECT clock_timestamp()", Instant.class)
                        .getSingleResult();
    }
}
