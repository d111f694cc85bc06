package dev.hone.orchestrator.projects;

import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.sql.Column;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.Session;

/// The projects there are. One, "default", until they can be made.
@ApplicationScoped
public class Projects {
    private final Session session;

    Projects(Session session) {
        this.session = session;
    }

    /// Refuses a project that does not exist.
    public void require(String project) {
        var found =
                Column.of(
                                session,
                                "id",
                                String.class,
                                "SELECT id FROM projects WHERE id = :project")
                        .setParameter("project", project)
                        .getResultList();
        if (found.isEmpty()) {
            throw ApiException.notFound("project", project);
        }
    }
}
