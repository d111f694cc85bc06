package dev.hone.orchestrator.datasets;

import dev.hone.orchestrator.errors.ApiException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;

/// Finds what requests name, within the running transaction, or refuses them.
@ApplicationScoped
class Lookup {
    private final DatasetRepository datasets;
    private final VersionRepository versions;
    private final TagRepository tags;

    Lookup(DatasetRepository datasets, VersionRepository versions, TagRepository tags) {
        this.datasets = datasets;
        this.versions = versions;
        this.tags = tags;
    }

    DatasetEntity dataset(String project, String name) {
        return datasets.live(project, name)
                .orElseThrow(() -> ApiException.notFound("dataset", name));
    }

    /// Held until the transaction ends: nobody else adds, tags or deletes a version of it.
    DatasetEntity locked(String project, String name) {
        return datasets.lock(project, name)
                .orElseThrow(() -> ApiException.notFound("dataset", name));
    }

    /// One that is not deleted.
    VersionEntity live(String project, String name, String selector) {
        var dataset = dataset(project, name);
        return live(dataset, version(dataset, selector));
    }

    VersionEntity live(DatasetEntity dataset, int number) {
        return live(dataset, version(dataset, String.valueOf(number)));
    }

    private static VersionEntity live(DatasetEntity dataset, VersionEntity version) {
        if (version.deletedAt != null) {
            throw ApiException.conflict(
                    "version_deleted",
                    "Version %d of \"%s\" was deleted at %s; its rows are gone"
                            .formatted(version.number, dataset.name, version.deletedAt));
        }
        return version;
    }

    /// A deleted one too.
    ///
    /// @param selector number, tag or `latest`
    VersionEntity version(DatasetEntity dataset, String selector) {
        var found =
                selector.equals(VersionName.LATEST)
                        ? versions.latest(dataset)
                        : VersionName.number(selector)
                                .or(() -> tags.of(dataset, selector).map(tag -> tag.number))
                                .flatMap(number -> versions.of(dataset, number));
        return found.orElseThrow(() ->
                ApiException.notFound(
                        "dataset version", new VersionName(dataset.name, selector).toString()));
    }

    VersionView view(DatasetEntity dataset, VersionEntity version) {
        return version.view(dataset.name, tags.of(dataset, version.number));
    }

    DatasetView view(DatasetEntity dataset) {
        var numbers = new HashMap<String, Integer>();
        tags.of(dataset).forEach(tag -> numbers.put(tag.tag, tag.number));
        return new DatasetView(
                dataset.name,
                dataset.description,
                versions.latest(dataset).map(latest -> view(dataset, latest)).orElse(null),
                versions.countLive(dataset),
                numbers,
                dataset.createdAt,
                dataset.createdBy);
    }
}
