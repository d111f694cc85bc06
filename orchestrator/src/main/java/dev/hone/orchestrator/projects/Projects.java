package dev.hone.orchestrator.projects;

import dev.hone.orchestrator.errors.ApiException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

/// The projects there are. One, "default", until they can be made.
@ApplicationScoped
public class Projects {
    private final EntityManager entityManager;

    Projects(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /// Refuses a project that does not exist.
    public void require(String project) {
        var found =
                entityManager
                        .createNativeQuery(
                                "SELECT id FROM projects WHERE id = :project", String.class)
                        .setParameter("project", project)
                        .getResultList();
        if (found.isEmpty()) {
            throw ApiException.notFound("project", project);
        }
    }
}
