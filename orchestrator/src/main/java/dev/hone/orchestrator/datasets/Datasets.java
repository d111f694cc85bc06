package dev.hone.orchestrator.datasets;

import dev.hone.datasets.rows.Difference;
import dev.hone.datasets.rows.SplitRule;
import dev.hone.orchestrator.audit.Audit;
import dev.hone.orchestrator.clock.DatabaseClock;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.files.FileView;
import dev.hone.orchestrator.files.Files;
import dev.hone.orchestrator.files.Incoming;
import dev.hone.orchestrator.files.NewFile;
import dev.hone.orchestrator.paging.Limits;
import dev.hone.orchestrator.paging.Page;
import dev.hone.orchestrator.projects.Projects;
import dev.hone.protocol.DatasetFormat;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Datasets as their owners handle them: names, and versions that never change.
@ApplicationScoped
public class Datasets {
    private static final int MOST_SHOWN = 1_000;
    private static final String SHARE = "validation";

    private final DatasetRepository datasets;
    private final VersionRepository versions;
    private final TagRepository tags;
    private final Lookup lookup;
    private final Additions additions;
    private final Deletions deletions;
    private final Splits splits;
    private final Lineage lineage;
    private final RowReads reads;
    private final Files files;
    private final Projects projects;
    private final DatabaseClock clock;
    private final Audit audit;

    Datasets(
            DatasetRepository datasets,
            VersionRepository versions,
            TagRepository tags,
            Lookup lookup,
            Additions additions,
            Deletions deletions,
            Splits splits,
            Lineage lineage,
            RowReads reads,
            Files files,
            Projects projects,
            DatabaseClock clock,
            Audit audit) {
        this.datasets = datasets;
        this.versions = versions;
        this.tags = tags;
        this.lookup = lookup;
        this.additions = additions;
        this.deletions = deletions;
        this.splits = splits;
        this.lineage = lineage;
        this.reads = reads;
        this.files = files;
        this.projects = projects;
        this.clock = clock;
        this.audit = audit;
    }

    /// A name without versions.
    @Transactional
    public DatasetView create(
            String project, @Nullable String name, @Nullable String description, String by) {
        var checked = NameRules.name(name);
        NameRules.description(description);
        projects.require(project);
        datasets.holdName(project, checked);
        if (datasets.live(project, checked).isPresent()) {
            throw ApiException.conflict(
                    "dataset_exists",
                    "Dataset \"%s\" exists already; add a version to it, or take another name"
                            .formatted(checked));
        }
        var dataset = new DatasetEntity(project, checked, description, clock.now(), by);
        datasets.persist(dataset);
        audit.record(project, "dataset.created", checked, Map.of("by", by));
        return lookup.view(dataset);
    }

    @Transactional
    public Optional<DatasetView> find(String project, String name) {
        return datasets.live(project, name).map(lookup::view);
    }

    /// Newest first.
    ///
    /// @param after name of the last dataset of the page before
    @Transactional
    public Page<DatasetView> page(String project, @Nullable String after, int limit) {
        Limits.check(limit);
        return Page.of(datasets.page(project, after, limit + 1), limit).map(lookup::view);
    }

    /// Makes a file a version; a live version that says the same is answered instead.
    public VersionView add(String project, String name, @Nullable String fileId, String by) {
        return additions.add(project, name, fileId, by);
    }

    /// Receives a file and makes it a version. It is kept only if it becomes one.
    public VersionView receive(
            String project,
            String name,
            String filename,
            DatasetFormat format,
            InputStream bytes,
            String by)
            throws IOException {
        QuarkusTransaction.joiningExisting().run(() -> lookup.dataset(project, name));
        var file =
                files.receive(
                        project,
                        Incoming.of(new NewFile(filename, "fine-tune", format, null), bytes));
        VersionView version;
        try {
            version = add(project, name, file.id(), by);
        } catch (RuntimeException refused) {
            files.delete(project, file.id());
            throw refused;
        }
        if (!version.file().equals(file.id())) {
            files.delete(project, file.id());
        }
        return version;
    }

    /// Newest first, deleted ones too.
    @Transactional
    public Page<VersionView> versions(
            String project, String name, @Nullable Integer before, int limit) {
        Limits.check(limit);
        var dataset = lookup.dataset(project, name);
        return Page.of(versions.page(dataset, before, limit + 1), limit)
                .map(version -> lookup.view(dataset, version));
    }

    /// @param selector number, tag or `latest`
    @Transactional
    public VersionView version(String project, String name, String selector) {
        var dataset = lookup.dataset(project, name);
        return lookup.view(dataset, lookup.version(dataset, selector));
    }

    /// The file of a version that is named as `tickets@3`; refused if there is none or it is
    /// deleted.
    @Transactional
    public String fileOf(String project, String versionName) {
        var name =
                VersionName.parse(versionName)
                        .orElseThrow(() -> ApiException.notFound("dataset version", versionName));
        return lookup.live(project, name.dataset(), name.selector()).file;
    }

    /// @param move whether a tag that stands at another version is moved
    @Transactional
    public VersionView tag(
            String project, String name, String tag, @Nullable Integer number, boolean move) {
        NameRules.tag(tag);
        if (number == null) {
            throw ApiException.invalid(
                    "version",
                    "missing_required_parameter",
                    "version must be a number, was absent");
        }
        var dataset = lookup.locked(project, name);
        var version = lookup.live(dataset, number);
        var standing = tags.of(dataset, tag);
        standing.filter(at -> at.number != number && !move)
                .ifPresent(at -> {
                    throw ApiException.conflict(
                            "tag_exists",
                            "Tag \"%s\" stands at version %d of \"%s\"; with \"move\": true it is moved to version %d"
                                    .formatted(tag, at.number, name, number));
                });
        standing.ifPresentOrElse(
                at -> at.number = number,
                () -> tags.persist(new TagEntity(dataset.id(), tag, number)));
        audit.record(project, "dataset.tagged", name, Map.of("tag", tag, "version", number));
        return lookup.view(dataset, version);
    }

    @Transactional
    public void untag(String project, String name, String tag) {
        var dataset = lookup.locked(project, name);
        var standing = tags.of(dataset, tag).orElseThrow(() -> ApiException.notFound("tag", tag));
        tags.delete(standing);
        audit.record(
                project, "dataset.untagged", name, Map.of("tag", tag, "version", standing.number));
    }

    /// How the rows of one version became those of another.
    ///
    /// @param shown rows of each kind, at most
    public RowDifference diff(String project, String name, String from, String to, int shown) {
        if (shown < 0 || shown > MOST_SHOWN) {
            throw ApiException.invalid(
                    "limit",
                    "invalid_limit",
                    "limit must be 0–%d, was %d".formatted(MOST_SHOWN, shown));
        }
        var before = readable(project, name, from);
        var after = readable(project, name, to);
        var difference =
                reads.run(
                        () -> {
                            readable(project, name, before.number());
                            readable(project, name, after.number());
                        },
                        scratch ->
                                Difference.of(
                                        reads.source(before.file()),
                                        reads.source(after.file()),
                                        shown,
                                        scratch));
        return RowDifference.of(before.version(), after.version(), difference);
    }

    /// The two files of a version for a rule; the same ones each time.
    public SplitView split(
            String project, String name, String selector, @Nullable Double share, long seed) {
        return splits.split(SHARE, readable(project, name, selector).file(), share, seed);
    }

    /// The two files of a file for a rule; the same ones each time.
    ///
    /// @param param the request's member that asks for it
    public SplitView splitFile(String param, String project, String fileId, double share) {
        var file =
                QuarkusTransaction.joiningExisting()
                        .call(() -> files.find(project, fileId))
                        .orElseThrow(() -> ApiException.notFound("file", fileId));
        return splits.split(param, file, share, SplitRule.SEED_OF_JOBS);
    }

    @Transactional
    public List<SplitView> splits(String project, String name, String selector) {
        return splits.of(project, lookup.live(project, name, selector).file);
    }

    /// Jobs that used a version, newest first.
    @Transactional
    public Page<JobUse> jobs(
            String project, String name, String selector, @Nullable String after, int limit) {
        Limits.check(limit);
        return lineage.jobs(lookup.version(lookup.dataset(project, name), selector), after, limit);
    }

    /// Which versions and which split a file is of; nothing for one that is of none.
    @Transactional
    public Optional<Origin> origin(String project, String fileId) {
        return lineage.origin(project, fileId);
    }

    /// Refused while a job that has not ended reads the version.
    public VersionView delete(String project, String name, int number, String by) {
        return deletions.delete(project, name, number, by);
    }

    /// All of its versions; refused while a job that has not ended reads one.
    public void delete(String project, String name, String by) {
        deletions.delete(project, name, by);
    }

    private record VersionFile(VersionView version, FileView file) {
        /// A tag may have moved since.
        String number() {
            return String.valueOf(version.number());
        }
    }

    private VersionFile readable(String project, String name, String selector) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> {
                    var dataset = lookup.dataset(project, name);
                    var version = lookup.live(project, name, selector);
                    var file =
                            files.find(project, version.file)
                                    .orElseThrow(() -> ApiException.notFound("file", version.file));
                    return new VersionFile(lookup.view(dataset, version), file);
                });
    }
}
