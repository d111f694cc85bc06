package dev.hone.orchestrator.outbox;

import dev.hone.orchestrator.json.Json;
import dev.hone.protocol.Topics;
import dev.hone.protocol.WorkBell;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import org.hibernate.Session;

/// Keeps what waits to be published in a table.
@ApplicationScoped
class OutboxRows implements Outbox {
    private final Session session;

    OutboxRows(Session session) {
        this.session = session;
    }

    @Override
    public void ring(String pool, String jobId) {
        session.createNativeMutationQuery(
                        """
                        INSERT INTO outbox (topic, key, payload) VALUES (:topic, :key, :payload)
                        """)
                .setParameter("topic", Topics.jobs(pool))
                .setParameter("key", jobId)
                .setParameter("payload", Json.write(new WorkBell(jobId)))
                .executeUpdate();
    }

    @Override
    @Transactional
    public void prune(Duration age) {
        session.createNativeMutationQuery(
                        """
                        DELETE FROM outbox
                        WHERE published_at < clock_timestamp() - make_interval(secs => :seconds)
                        """)
                .setParameter("seconds", (double) age.toSeconds())
                .executeUpdate();
    }
}
