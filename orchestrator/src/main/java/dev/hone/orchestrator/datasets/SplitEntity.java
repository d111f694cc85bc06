package dev.hone.orchestrator.datasets;

import dev.hone.datasets.rows.Split;
import dev.hone.datasets.rows.SplitRule;
import dev.hone.orchestrator.files.FileView;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which two files a file was split into.
@Entity
@Table(name = "file_splits")
class SplitEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable Long id;

    String project;

    @Column(name = "source_file")
    String sourceFile;

    double validation;
    long seed;

    @Column(name = "training_file")
    String trainingFile;

    @Column(name = "validation_file")
    String validationFile;

    @Column(name = "training_rows")
    long trainingRows;

    @Column(name = "validation_rows")
    long validationRows;

    @Column(name = "created_at")
    Instant createdAt;

    protected SplitEntity() {}

    SplitEntity(
            FileView source,
            SplitRule rule,
            FileView training,
            FileView validation,
            Split rows,
            Instant createdAt) {
        this.project = source.project();
        this.sourceFile = source.id();
        this.validation = rule.validation();
        this.seed = rule.seed();
        this.trainingFile = training.id();
        this.validationFile = validation.id();
        this.trainingRows = rows.trainingRows();
        this.validationRows = rows.validationRows();
        this.createdAt = createdAt;
    }

    SplitView view() {
        return new SplitView(
                sourceFile,
                validation,
                seed,
                new SplitView.Part(trainingFile, trainingRows),
                new SplitView.Part(validationFile, validationRows),
                createdAt);
    }
}
