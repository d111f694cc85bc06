package dev.hone.orchestrator.outbox;

import dev.hone.orchestrator.json.Json;
import dev.hone.protocol.Topics;
import dev.hone.protocol.WorkBell;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.hibernate.Session;

/// Messages that wait to be published. They are written in the transaction of what they tell, so
/// they can neither be lost nor invented.
@ApplicationScoped
public class Outbox {
    private final Session session;

    Outbox(Session session) {
        this.session = session;
    }

    /// "There is work" for the workers of a pool.
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

    /// Forgets what has been published long ago.
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
