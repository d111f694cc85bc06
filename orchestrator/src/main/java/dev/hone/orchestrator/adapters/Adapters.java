package dev.hone.orchestrator.adapters;

import dev.hone.datasets.store.ObjectStore;
import dev.hone.orchestrator.audit.Audit;
import dev.hone.orchestrator.clock.DatabaseClock;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.paging.Limits;
import dev.hone.orchestrator.paging.Page;
import dev.hone.orchestrator.store.Content;
import dev.hone.protocol.NamedObject;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The registry: one adapter per succeeded job, by name.
@ApplicationScoped
public class Adapters {
    private static final Logger LOG = LoggerFactory.getLogger(Adapters.class);
    private static final int BATCH = 100;

    private final AdapterRepository adapters;
    private final ObjectStore store;
    private final DatabaseClock clock;
    private final Audit audit;

    Adapters(AdapterRepository adapters, ObjectStore store, DatabaseClock clock, Audit audit) {
        this.adapters = adapters;
        this.store = store;
        this.clock = clock;
        this.audit = audit;
    }

    /// Newest first.
    ///
    /// @param after name of the last adapter of the page before
    @Transactional
    public Page<AdapterView> page(String project, @Nullable String after, int limit) {
        Limits.check(limit);
        return Page.of(adapters.page(project, after, limit + 1), limit).map(AdapterEntity::view);
    }

    @Transactional
    public Optional<AdapterView> find(String project, String model) {
        return adapters.live(project, model).map(AdapterEntity::view);
    }

    /// Takes the adapter out of sight and its files out of the store.
    public void delete(String project, String model) {
        QuarkusTransaction.joiningExisting().run(() -> hide(project, model));
        sweep(model);
    }

    /// @param path as in the view's files
    public Content open(String project, String model, String path) throws IOException {
        return open(project, model, path, 0, Long.MAX_VALUE);
    }

    /// A part of a file; the content still says the length and digest of the whole.
    ///
    /// @param from first byte, from 0
    /// @param length bytes at most
    public Content open(String project, String model, String path, long from, long length)
            throws IOException {
        var adapter =
                QuarkusTransaction.joiningExisting()
                        .call(() -> find(project, model))
                        .orElseThrow(() -> ApiException.notFound("model", model));
        var object =
                adapter.files().stream()
                        .filter(file -> file.path().equals(path))
                        .map(NamedObject::object)
                        .findFirst()
                        .orElseThrow(() -> ApiException.notFound("file", path));
        return new Content(
                path, object.bytes(), object.sha256(), store.openRange(object.key(), from, length));
    }

    /// Enters a verified adapter, within the transaction that ends its job.
    public void register(NewAdapter adapter) {
        adapters.persist(new AdapterEntity(adapter, clock.now()));
        audit.record(
                adapter.spec().project(),
                "adapter.registered",
                adapter.spec().model(),
                Map.of("job", adapter.spec().jobId(), "token", adapter.token()));
    }

    /// Removes the files of deleted adapters that a deletion could not remove at once.
    public void sweepAll() {
        List<String> models =
                QuarkusTransaction.requiringNew()
                        .call(() ->
                                adapters.unswept(BATCH).stream()
                                        .map(adapter -> adapter.model)
                                        .toList());
        models.forEach(this::sweep);
    }

    private void hide(String project, String model) {
        var adapter =
                adapters.live(project, model)
                        .orElseThrow(() -> ApiException.notFound("model", model));
        adapter.deletedAt = clock.now();
        audit.record(project, "adapter.deleted", model, Map.of("job", adapter.jobId));
    }

    private void sweep(String model) {
        try {
            for (var key : keysOf(model)) {
                store.delete(key);
            }
            QuarkusTransaction.requiringNew()
                    .run(() ->
                            adapters.update("sweptAt = ?1 WHERE model = ?2", clock.now(), model));
        } catch (IOException failure) {
            LOG.atWarn()
                    .addKeyValue("model", model)
                    .setCause(failure)
                    .log("Files of a deleted adapter stay for now");
        }
    }

    private List<String> keysOf(String model) {
        return QuarkusTransaction.requiringNew()
                .call(() ->
                        adapters.findById(model).files.stream()
                                .map(file -> file.objectKey)
                                .toList());
    }
}
