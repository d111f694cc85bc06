package dev.hone.orchestrator.datasets;

import dev.hone.orchestrator.audit.Audit;
import dev.hone.orchestrator.clock.DatabaseClock;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.files.Files;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// Ends versions. Their rows stay as tombstones; their files go, with what they were split into,
/// unless another version holds them.
@ApplicationScoped
class Deletions {
    private final Lookup lookup;
    private final VersionRepository versions;
    private final TagRepository tags;
    private final SplitRepository splits;
    private final Lineage lineage;
    private final Files files;
    private final DatabaseClock clock;
    private final Audit audit;

    Deletions(
            Lookup lookup,
            VersionRepository versions,
            TagRepository tags,
            SplitRepository splits,
            Lineage lineage,
            Files files,
            DatabaseClock clock,
            Audit audit) {
        this.lookup = lookup;
        this.versions = versions;
        this.tags = tags;
        this.splits = splits;
        this.lineage = lineage;
        this.files = files;
        this.clock = clock;
        this.audit = audit;
    }

    private record Ended(VersionView version, List<String> objects) {}

    VersionView delete(String project, String name, int number, String by) {
        var ended =
                QuarkusTransaction.joiningExisting()
                        .call(() -> {
                            var dataset = lookup.locked(project, name);
                            var version = lookup.version(dataset, String.valueOf(number));
                            return end(dataset, version, by);
                        });
        files.sweep(ended.objects());
        return ended.version();
    }

    void delete(String project, String name, String by) {
        var objects =
                QuarkusTransaction.joiningExisting()
                        .call(() -> {
                            var dataset = lookup.locked(project, name);
                            var all = new LinkedHashSet<String>();
                            for (var version : versions.live(dataset)) {
                                all.addAll(end(dataset, version, by).objects());
                            }
                            dataset.deletedAt = clock.now();
                            dataset.deletedBy = by;
                            audit.record(project, "dataset.deleted", name, Map.of("by", by));
                            return List.copyOf(all);
                        });
        files.sweep(objects);
    }

    /// One that is deleted already stays as it is.
    private Ended end(DatasetEntity dataset, VersionEntity version, String by) {
        if (version.deletedAt != null) {
            return new Ended(version.view(dataset.name, List.of()), List.of());
        }
        lineage.jobReading(version)
                .ifPresent(job -> {
                    throw ApiException.conflict(
                            "version_in_use",
                            "Version %d of \"%s\" is read by job \"%s\", which has not ended; cancel the job or wait for its end"
                                    .formatted(version.number, dataset.name, job));
                });
        var gone = tags.of(dataset, version.number);
        tags.removeAll(dataset, version.number);
        version.deletedAt = clock.now();
        version.deletedBy = by;
        versions.flush();
        audit.record(
                dataset.project,
                "dataset.version_deleted",
                dataset.name,
                Map.of(
                        "version",
                        version.number,
                        "sha256",
                        version.sha256,
                        "tags",
                        gone,
                        "by",
                        by));
        return new Ended(version.view(dataset.name, List.of()), release(version));
    }

    /// What the version was split into goes with its file, which stays if another version holds it.
    private List<String> release(VersionEntity version) {
        var project = version.project;
        var objects = new ArrayList<>(files.release(project, List.of(version.file)));
        if (!objects.isEmpty()) {
            for (var split : splits.of(project, version.file)) {
                objects.addAll(
                        files.release(project, List.of(split.trainingFile, split.validationFile)));
            }
        }
        return objects;
    }
}
