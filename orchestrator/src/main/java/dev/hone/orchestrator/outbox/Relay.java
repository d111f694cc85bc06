package dev.hone.orchestrator.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.util.List;
import org.hibernate.Session;

/// Takes messages out of the outbox and publishes them, oldest first. Several replicas may do so at
/// once: each takes rows that no other holds. A crash between publishing and marking publishes
/// twice; a bell that rings twice does no harm.
@ApplicationScoped
class Relay {
    /// Small enough that a batch fits well into the publisher's time-out.
    private static final int BATCH = 500;

    private final Session session;
    private final MeterRegistry meters;

    Relay(Session session, MeterRegistry meters) {
        this.session = session;
        this.meters = meters;
    }

    /// Publishes one batch and says how many messages were in it.
    @Transactional
    int publishBatch(Publisher publisher) {
        var messages = take();
        if (messages.isEmpty()) {
            return 0;
        }
        publisher.publish(messages);
        mark(messages);
        meters.counter("hone.outbox.published").increment(messages.size());
        return messages.size();
    }

    static boolean mayHaveMore(int published) {
        return published == BATCH;
    }

    private List<Message> take() {
        return session
                .createNativeQuery(
                        """
                        SELECT id, topic, key, payload FROM outbox
                        WHERE published_at IS NULL
                        ORDER BY id LIMIT :batch FOR UPDATE SKIP LOCKED
                        """,
                        Tuple.class)
                .setParameter("batch", BATCH)
                .getResultList()
                .stream()
                .map(row ->
                        new Message(
                                row.get("id", Long.class),
                                row.get("topic", String.class),
                                row.get("key", String.class),
                                row.get("payload", String.class)))
                .toList();
    }

    private void mark(List<Message> messages) {
        session.createNativeMutationQuery(
                        "UPDATE outbox SET published_at = clock_timestamp() WHERE id IN (:ids)")
                .setParameter("ids", messages.stream().map(Message::id).toList())
                .executeUpdate();
    }
}
