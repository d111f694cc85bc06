package dev.hone.orchestrator.adapters;

import dev.hone.orchestrator.json.Json;
import dev.hone.protocol.Lineage;
import dev.hone.protocol.NamedObject;
import dev.hone.protocol.ObjectRef;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "adapters")
class AdapterEntity {
    @Id String model;

    @Column(name = "job_id")
    String jobId;

    String project;
    long token;

    @Column(name = "base_name")
    String baseName;

    @Column(name = "base_digest")
    String baseDigest;

    long bytes;

    @Column(columnDefinition = "jsonb")
    @ColumnTransformer(write = "CAST(? AS jsonb)")
    String lineage;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "deleted_at")
    @Nullable Instant deletedAt;

    @Column(name = "swept_at")
    @Nullable Instant sweptAt;

    @ElementCollection
    @CollectionTable(name = "adapter_files", joinColumns = @JoinColumn(name = "model"))
    @OrderBy("path")
    List<FileRow> files = new ArrayList<>();

    protected AdapterEntity() {}

    AdapterEntity(NewAdapter adapter, Instant createdAt) {
        this.model = adapter.spec().model();
        this.jobId = adapter.spec().jobId();
        this.project = adapter.spec().project();
        this.token = adapter.token();
        this.baseName = adapter.spec().base().name();
        this.baseDigest = adapter.spec().base().digest();
        this.bytes =
                adapter.manifest().files().stream().mapToLong(file -> file.object().bytes()).sum();
        this.lineage = Json.write(adapter.manifest().lineage());
        this.createdAt = createdAt;
        adapter.manifest().files().forEach(file -> files.add(new FileRow(file)));
    }

    AdapterView view() {
        return new AdapterView(
                model,
                project,
                jobId,
                baseName,
                createdAt,
                bytes,
                files.stream().map(FileRow::named).toList(),
                Json.read(lineage, Lineage.class));
    }

    @Embeddable
    static class FileRow {
        String path;

        @Column(name = "object_key")
        String objectKey;

        String sha256;
        long bytes;

        protected FileRow() {}

        FileRow(NamedObject file) {
            this.path = file.path();
            this.objectKey = file.object().key();
            this.sha256 = file.object().sha256();
            this.bytes = file.object().bytes();
        }

        NamedObject named() {
            return new NamedObject(path, new ObjectRef(objectKey, sha256, bytes));
        }
    }
}
