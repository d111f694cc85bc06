package dev.hone.orchestrator.clock;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.hibernate.Session;
import org.hibernate.query.QueryFlushMode;

/// Asks PostgreSQL.
@ApplicationScoped
class SessionClock implements DatabaseClock {
    private final Session session;

    SessionClock(Session session) {
        this.session = session;
    }

    @Override
    public Instant now() {
        return session.createNativeQuery("SELECT clock_timestamp()", Instant.class)
                // Asking for the time must not write what is still being changed.
                .setQueryFlushMode(QueryFlushMode.NO_FLUSH)
                .getSingleResult();
    }
}
