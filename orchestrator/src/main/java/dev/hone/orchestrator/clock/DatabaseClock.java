package dev.hone.orchestrator.clock;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.hibernate.Session;
import org.hibernate.query.QueryFlushMode;

/// Tells the time of the database. Leases are decided by it alone, whatever the clocks of the
/// control planes and workers say.
@ApplicationScoped
public class DatabaseClock {
    private final Session session;

    DatabaseClock(Session session) {
        this.session = session;
    }

    public Instant now() {
        return session.createNativeQuery("SELECT clock_timestamp()", Instant.class)
                // Asking for the time must not write what is still being changed.
                .setQueryFlushMode(QueryFlushMode.NO_FLUSH)
                .getSingleResult();
    }
}
