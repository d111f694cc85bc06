package dev.hone.orchestrator.adapters;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class AdapterRepository implements PanacheRepositoryBase<AdapterEntity, String> {

    Optional<AdapterEntity> live(String project, String model) {
        return find("model = ?1 AND project = ?2 AND deletedAt IS NULL", model, project)
                .firstResultOptional();
    }

    List<AdapterEntity> page(String project, @Nullable String after, int size) {
        if (after == null) {
            return find(
                            """
                            project = ?1 AND deletedAt IS NULL
                            ORDER BY createdAt DESC, model DESC
                            """,
                            project)
                    .page(0, size)
                    .list();
        }
        return find(
                        """
                        project = ?1 AND deletedAt IS NULL AND (createdAt, model) < (
                            (SELECT a.createdAt FROM AdapterEntity a
                             WHERE a.model = ?2 AND a.project = ?1),
                            ?2)
                        ORDER BY createdAt DESC, model DESC
                        """,
                        project,
                        after)
                .page(0, size)
                .list();
    }

    List<AdapterEntity> unswept(int size) {
        return find("deletedAt IS NOT NULL AND sweptAt IS NULL ORDER BY deletedAt")
                .page(0, size)
                .list();
    }
}
