package dev.hone.orchestrator.clock;

import dev.hone.orchestrator.sql.Column;
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
        return Column.of(session, "now", Instant.class, "SELECT clock_timestamp() AS now")
                // Asking for the time must not write what is still being changed.
                .setQueryFlushMode(QueryFlushMode.NO_FLUSH)
                .getSingleResult();
    }
}
