package dev.hone.orchestrator.files;

import dev.hone.orchestrator.json.Json;
import dev.hone.protocol.ObjectRef;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "files")
class FileEntity {
    @Id String id;
    String project;
    String filename;
    String purpose;

    @Column(name = "object_key")
    String objectKey;

    String sha256;
    long bytes;

    @Column(columnDefinition = "jsonb")
    @ColumnTransformer(write = "CAST(? AS jsonb)")
    @Nullable String report;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "deleted_at")
    @Nullable Instant deletedAt;

    @Column(name = "swept_at")
    @Nullable Instant sweptAt;

    @Column(name = "expires_at")
    @Nullable Instant expiresAt;

    protected FileEntity() {}

    FileEntity(
            String id,
            String project,
            String filename,
            Purpose purpose,
            ObjectRef object,
            @Nullable FileReport report,
            Instant createdAt) {
        this.id = id;
        this.project = project;
        this.filename = filename;
        this.purpose = purpose.wireName();
        this.objectKey = object.key();
        this.sha256 = object.sha256();
        this.bytes = object.bytes();
        this.report = report == null ? null : Json.write(report);
        this.createdAt = createdAt;
    }

    FileView view() {
        return new FileView(
                id,
                project,
                filename,
                Purpose.of(purpose).orElseThrow(),
                new ObjectRef(objectKey, sha256, bytes),
                createdAt,
                expiresAt,
                report == null ? null : Json.read(report, FileReport.class));
    }
}
