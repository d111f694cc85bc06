package dev.hone.orchestrator.uploads;

import dev.hone.orchestrator.sql.Column;
import dev.hone.protocol.ObjectRef;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class PartRepository implements PanacheRepositoryBase<PartEntity, String> {

    List<PartEntity> of(String upload) {
        return list("uploadId = ?1 ORDER BY createdAt, id", upload);
    }

    List<PartEntity> page(String upload, @Nullable String after, int size) {
        if (after == null) {
            return find("uploadId = ?1 ORDER BY createdAt, id", upload).page(0, size).list();
        }
        return find(
                        """
                        uploadId = ?1 AND (createdAt, id) > (
                            (SELECT p.createdAt FROM PartEntity p
                             WHERE p.id = ?2 AND p.uploadId = ?1), ?2)
                        ORDER BY createdAt, id
                        """,
                        upload,
                        after)
                .page(0, size)
                .list();
    }

    Optional<PartEntity> same(String upload, ObjectRef object) {
        return find(
                        "uploadId = ?1 AND sha256 = ?2 AND bytes = ?3",
                        upload,
                        object.sha256(),
                        object.bytes())
                .firstResultOptional();
    }

    long bytesOf(String upload) {
        return Column.of(
                        getSession(),
                        "bytes",
                        Long.class,
                        """
                        SELECT coalesce(sum(bytes), 0)::bigint AS bytes FROM upload_parts
                        WHERE upload_id = :upload
                        """)
                .setParameter("upload", upload)
                .getSingleResult();
    }
}
