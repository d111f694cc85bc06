package dev.hone.orchestrator.datasets;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class TagRepository implements PanacheRepositoryBase<TagEntity, Long> {

    Optional<TagEntity> of(DatasetEntity dataset, String tag) {
        return NameRules.isTag(tag)
                ? find("datasetId = ?1 AND tag = ?2", dataset.id(), tag).firstResultOptional()
                : Optional.empty();
    }

    List<TagEntity> of(DatasetEntity dataset) {
        return list("datasetId = ?1 ORDER BY tag", dataset.id());
    }

    List<String> of(DatasetEntity dataset, int number) {
        return of(dataset).stream()
                .filter(tag -> tag.number == number)
                .map(tag -> tag.tag)
                .toList();
    }

    void removeAll(DatasetEntity dataset, int number) {
        delete("datasetId = ?1 AND number = ?2", dataset.id(), number);
    }
}
