package dev.hone.orchestrator.audit;

import dev.hone.orchestrator.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/// Adds audit rows, within the transaction of what they tell.
@ApplicationScoped
public class Audit {
    private final Session session;

    Audit(Session session) {
        this.session = session;
    }

    /// @param project null for what belongs to the whole installation
    /// @param action what was done, e.g. `job.submitted`
    /// @param subject id of what it was done to
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
