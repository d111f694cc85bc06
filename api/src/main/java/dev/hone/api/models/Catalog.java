package dev.hone.api.models;

import dev.hone.api.auth.CurrentProject;
import dev.hone.orchestrator.adapters.Adapters;
import dev.hone.orchestrator.bases.Bases;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.paging.Page;
import dev.hone.orchestrator.store.Content;
import dev.hone.protocol.NamedObject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Adapters and bases as the one list that OpenAI's clients know: adapters first. A name that
/// starts with `ft:` is an adapter's, any other a base's.
@Singleton
final class Catalog {
    private static final String ADAPTER = "ft:";

    private final Adapters adapters;
    private final Bases bases;
    private final CurrentProject project;

    Catalog(Adapters adapters, Bases bases, CurrentProject project) {
        this.adapters = adapters;
        this.bases = bases;
        this.project = project;
    }

    Page<ModelObject> page(@Nullable String after, int limit) {
        if (after != null && !isAdapter(after)) {
            return bases.page(after, limit).map(ModelObject::of);
        }
        var first = adapters.page(project.id(), after, limit).map(ModelObject::of);
        if (first.hasMore()) {
            return first;
        }
        var models = new ArrayList<>(first.items());
        // One at least is asked for, to know whether anything follows a full page of adapters.
        var rest = bases.page(null, Math.max(1, limit - models.size())).map(ModelObject::of);
        if (models.size() == limit) {
            return new Page<>(models, !rest.items().isEmpty());
        }
        models.addAll(rest.items());
        return new Page<>(models, rest.hasMore());
    }

    ModelObject get(String model) {
        return isAdapter(model)
                ? adapters.find(project.id(), model)
                        .map(ModelObject::of)
                        .orElseThrow(() -> missing(model))
                : bases.find(model).map(ModelObject::of).orElseThrow(() -> missing(model));
    }

    List<NamedObject> files(String model) {
        return isAdapter(model)
                ? adapters.find(project.id(), model).orElseThrow(() -> missing(model)).files()
                : bases.find(model).orElseThrow(() -> missing(model)).files();
    }

    Content open(String model, String path) throws IOException {
        return isAdapter(model)
                ? adapters.open(project.id(), model, path)
                : bases.open(model, path);
    }

    void delete(String model) {
        if (isAdapter(model)) {
            adapters.delete(project.id(), model);
            return;
        }
        bases.delete(model);
    }

    private static boolean isAdapter(String model) {
        return model.startsWith(ADAPTER);
    }

    private static ApiException missing(String model) {
        return ApiException.notFound("model", model);
    }
}
