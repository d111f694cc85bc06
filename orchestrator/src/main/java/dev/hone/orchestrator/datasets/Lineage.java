package dev.hone.orchestrator.datasets;

import dev.hone.orchestrator.files.FileView;
import dev.hone.orchestrator.files.Files;
import dev.hone.orchestrator.paging.Page;
import dev.hone.orchestrator.sql.Column;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/// Which jobs used which version. A job used a version if it read its bytes, under whichever file
/// id, or a side of a split of them.
@ApplicationScoped
class Lineage {
    /// Files with the version's bytes, and what they were split into.
    private static final String MADE =
            """
            WITH whole AS (
                SELECT id FROM files WHERE project = :project AND sha256 = :sha256),
            made AS (
                SELECT id AS file, 'whole' AS part FROM whole
                UNION SELECT training_file, 'training' FROM file_splits
                    WHERE source_file IN (SELECT id FROM whole)
                UNION SELECT validation_file, 'validation' FROM file_splits
                    WHERE source_file IN (SELECT id FROM whole)),
            used AS (
                SELECT j.id AS job, 'training' AS purpose, m.file, m.part
                    FROM made m JOIN jobs j ON j.training_file = m.file
                UNION ALL SELECT j.id, 'validation', m.file, m.part
                    FROM made m JOIN jobs j ON j.validation_file = m.file
                UNION ALL SELECT j.id, 'evaluation', m.file, m.part
                    FROM made m JOIN jobs j ON j.evaluation_file = m.file)
            """;

    private final Session session;
    private final SplitRepository splits;
    private final Files files;

    Lineage(Session session, SplitRepository splits, Files files) {
        this.session = session;
        this.splits = splits;
        this.files = files;
    }

    /// Newest first.
    ///
    /// @param after id of the last job of the page before
    Page<JobUse> jobs(VersionEntity version, @Nullable String after, int limit) {
        // A text with NUL names nothing, and the database would not even compare it.
        if (after != null && after.indexOf('\0') >= 0) {
            return new Page<>(List.of(), false);
        }
        var query =
                session.createNativeQuery(
                                MADE
                                        + """
                                        SELECT j.id, j.model, j.state, j.created_at,
                                               string_agg(concat_ws(' ', u.purpose, u.file, u.part),
                                                          ',' ORDER BY u.purpose, u.file)
                                        FROM used u JOIN jobs j ON j.id = u.job
                                        WHERE j.project = :project
                                          AND (CAST(:after AS text) IS NULL OR (j.created_at, j.id)
                                               < (SELECT created_at, id FROM jobs WHERE id = :after))
                                        GROUP BY j.id
                                        ORDER BY j.created_at DESC, j.id DESC LIMIT :size
                                        """,
                                Tuple.class)
                        .setParameter("project", version.project)
                        .setParameter("sha256", version.sha256)
                        .setParameter("after", after, String.class)
                        .setParameter("size", limit + 1);
        return Page.of(query.getResultList(), limit).map(Lineage::use);
    }

    /// A job that has not ended and reads the version.
    Optional<String> jobReading(VersionEntity version) {
        return session
                .createNativeQuery(
                        MADE
                                + """
                                SELECT j.id FROM used u JOIN jobs j ON j.id = u.job
                                WHERE j.finished_at IS NULL AND j.project = :project LIMIT 1
                                """,
                        String.class)
                .setParameter("project", version.project)
                .setParameter("sha256", version.sha256)
                .getResultList()
                .stream()
                .findFirst();
    }

    Optional<Origin> origin(String project, String file) {
        var split = splits.making(project, file);
        var source = split.map(made -> made.sourceFile).orElse(file);
        return files.find(project, source)
                .map(whole -> new Origin(file, versions(whole), side(split, file)))
                .filter(origin -> origin.split() != null || !origin.versions().isEmpty());
    }

    private static Origin.@Nullable Side side(Optional<SplitEntity> split, String file) {
        return split.map(made ->
                        new Origin.Side(
                                made.sourceFile,
                                made.validation,
                                made.seed,
                                made.trainingFile.equals(file) ? "training" : "validation"))
                .orElse(null);
    }

    private List<String> versions(FileView file) {
        return Column.of(
                        session,
                        "version",
                        String.class,
                        """
                        SELECT d.name || '@' || v.number AS version
                        FROM dataset_versions v JOIN datasets d ON d.id = v.dataset_id
                        WHERE v.project = :project AND v.sha256 = :sha256 AND v.deleted_at IS NULL
                        ORDER BY d.name, v.number
                        """)
                .setParameter("project", file.project())
                .setParameter("sha256", file.sha256())
                .getResultList();
    }

    private static JobUse use(Tuple row) {
        var uses =
                Arrays.stream(row.get(4, String.class).split(","))
                        .map(use -> use.split(" "))
                        .map(use -> new JobUse.Use(use[0], use[1], use[2]))
                        .toList();
        return new JobUse(
                row.get(0, String.class),
                row.get(1, String.class),
                row.get(2, String.class),
                row.get(3, Instant.class),
                uses);
    }
}
