package dev.hone.orchestrator.datasets;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/// A word that stands for one version of a dataset, and may be moved to another.
@Entity
@Table(name = "dataset_tags")
class TagEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable Long id;

    @Column(name = "dataset_id")
    long datasetId;

    String tag;
    int number;

    protected TagEntity() {}

    TagEntity(long datasetId, String tag, int number) {
        this.datasetId = datasetId;
        this.tag = tag;
        this.number = number;
    }
}
