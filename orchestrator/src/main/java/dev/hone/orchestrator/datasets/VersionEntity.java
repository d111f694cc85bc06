package dev.hone.orchestrator.datasets;

import dev.hone.datasets.rows.Contents;
import dev.hone.orchestrator.files.FileView;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a dataset was at one time. Only its end is ever written.
@Entity
@Table(name = "dataset_versions")
class VersionEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable Long id;

    @Column(name = "dataset_id")
    long datasetId;

    int number;
    String project;
    String file;
    String filename;
    String sha256;
    long bytes;
    long rows;

    @Column(name = "content_sha256")
    String contentSha256;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "created_by")
    String createdBy;

    @Column(name = "deleted_at")
    @Nullable Instant deletedAt;

    @Column(name = "deleted_by")
    @Nullable String deletedBy;

    protected VersionEntity() {}

    VersionEntity(
            DatasetEntity dataset,
            int number,
            FileView file,
            Contents contents,
            Instant createdAt,
            String createdBy) {
        this.datasetId = dataset.id();
        this.number = number;
        this.project = dataset.project;
        this.file = file.id();
        this.filename = file.filename();
        this.sha256 = file.sha256();
        this.bytes = file.bytes();
        this.rows = contents.rows();
        this.contentSha256 = contents.sha256();
        this.createdAt = createdAt;
        this.createdBy = createdBy;
    }

    VersionView view(String dataset, List<String> tags) {
        return new VersionView(
                dataset,
                number,
                file,
                filename,
                sha256,
                bytes,
                rows,
                contentSha256,
                tags,
                createdAt,
                createdBy,
                deletedAt,
                deletedBy);
    }
}
