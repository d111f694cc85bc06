package dev.hone.orchestrator.audit;

import dev.hone.orchestrator.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/// Keeps the audit in a table.
@ApplicationScoped
class AuditRows implements Audit {
    private final Session session;

    AuditRows(Session session) {
        this.session = session;
    }

    @Override
    public void record(
            @Nullable String project, String action, String subject, Map<String, ?> details) {
        session.createNativeMutationQuery(
                        """
                        INSERT INTO audit (project, action, subject, details)
                        VALUES (:project, :action, :subject, CAST(:details AS jsonb))
                        """)
                .setParameter("project", project, String.class)
                .setParameter("action", action)
                .setParameter("subject", subject)
                .setParameter("details", Json.write(details))
                .executeUpdate();
    }
}
