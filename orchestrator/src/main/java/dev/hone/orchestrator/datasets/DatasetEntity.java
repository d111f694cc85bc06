package dev.hone.orchestrator.datasets;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A name. Its row is locked by whoever adds, tags or deletes a version.
@Entity
@Table(name = "datasets")
class DatasetEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable Long id;

    String project;
    String name;
    @Nullable String description;

    @Column(name = "last_number")
    int lastNumber;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "created_by")
    String createdBy;

    @Column(name = "deleted_at")
    @Nullable Instant deletedAt;

    @Column(name = "deleted_by")
    @Nullable String deletedBy;

    protected DatasetEntity() {}

    DatasetEntity(
            String project,
            String name,
            @Nullable String description,
            Instant createdAt,
            String createdBy) {
        this.project = project;
        this.name = name;
        this.description = description;
        this.createdAt = createdAt;
        this.createdBy = createdBy;
    }

    long id() {
        return Objects.requireNonNull(id);
    }
}
