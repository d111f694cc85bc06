package dev.hone.orchestrator.bases;

import dev.hone.datasets.store.ObjectStore;
import dev.hone.orchestrator.audit.Audit;
import dev.hone.orchestrator.clock.DatabaseClock;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.json.Json;
import dev.hone.orchestrator.paging.Limits;
import dev.hone.orchestrator.paging.Page;
import dev.hone.orchestrator.store.Content;
import dev.hone.protocol.NamedObject;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Base models of the installation. A name points at the newest import; every import stays
/// addressable by its digest.
@ApplicationScoped
public class Bases {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,95}");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    private final BaseRepository bases;
    private final ObjectStore store;
    private final DatabaseClock clock;
    private final Audit audit;

    Bases(BaseRepository bases, ObjectStore store, DatabaseClock clock, Audit audit) {
        this.bases = bases;
        this.store = store;
        this.clock = clock;
        this.audit = audit;
    }

    /// Checks a directory in Hugging Face's layout and keeps its files. The same files under the
    /// same name are the same base; other files under the same name become its new version.
    public BaseView importFrom(String name, Path directory) throws IOException {
        checkName(name);
        var inspected = Inspected.of(directory);
        var files = upload(inspected, directory);
        return QuarkusTransaction.joiningExisting().call(() -> register(name, inspected, files));
    }

    /// @param model a name, or the digest of an import
    @Transactional
    public Optional<BaseView> find(String model) {
        return entity(model, LockModeType.NONE).map(BaseEntity::view);
    }

    /// Current versions, newest first.
    ///
    /// @param after name of the last base of the page before
    @Transactional
    public Page<BaseView> page(@Nullable String after, int limit) {
        Limits.check(limit);
        return Page.of(bases.page(after, limit + 1), limit).map(BaseEntity::view);
    }

    /// Takes the name away. Refused while a job that has not ended trains on the base. Its files
    /// stay: the adapters trained on it say by digest what they belong to.
    @Transactional
    public void delete(String model) {
        var base =
                entity(model, LockModeType.PESSIMISTIC_WRITE)
                        .orElseThrow(() -> ApiException.notFound("model", model));
        bases.jobTrainingOn(base.digest)
                .ifPresent(job -> {
                    throw ApiException.conflict(
                            "model_in_use",
                            "Model \"%s\" is used by job \"%s\", which has not ended; cancel the job or wait for its end"
                                    .formatted(model, job));
                });
        base.current = false;
        base.deletedAt = clock.now();
        audit.record(null, "base.deleted", base.name, Map.of("digest", base.digest));
    }

    /// @param path as in the view's files
    public Content open(String model, String path) throws IOException {
        return open(model, path, 0, Long.MAX_VALUE);
    }

    /// A part of a file; the content still says the length and digest of the whole.
    ///
    /// @param from first byte, from 0
    /// @param length bytes at most
    public Content open(String model, String path, long from, long length) throws IOException {
        var base =
                QuarkusTransaction.joiningExisting()
                        .call(() -> find(model))
                        .orElseThrow(() -> ApiException.notFound("model", model));
        var file =
                base.files().stream()
                        .filter(candidate -> candidate.path().equals(path))
                        .findFirst()
                        .orElseThrow(() -> ApiException.notFound("file", path));
        var object = file.object();
        return new Content(
                path, object.bytes(), object.sha256(), store.openRange(object.key(), from, length));
    }

    /// Holds the base for the running transaction: until it ends, nobody deletes it.
    public Optional<BaseView> hold(String model) {
        return entity(model, LockModeType.PESSIMISTIC_READ).map(BaseEntity::view);
    }

    private Optional<BaseEntity> entity(String model, LockModeType mode) {
        return DIGEST.matcher(model).matches()
                ? bases.byDigest(model, mode)
                : bases.current(model, mode);
    }

    private List<NamedObject> upload(Inspected inspected, Path directory) throws IOException {
        var files = new ArrayList<NamedObject>();
        for (var path : inspected.paths()) {
            var key = "bases/%s/%s".formatted(inspected.digest(), path);
            try (var bytes = Files.newInputStream(directory.resolve(path))) {
                files.add(new NamedObject(path, store.put(key, bytes)));
            }
        }
        return files;
    }

    private BaseView register(String name, Inspected inspected, List<NamedObject> files) {
        bases.holdName(name);
        var known = bases.version(name, inspected.digest());
        known.ifPresent(base -> base.linearLayers = Json.write(inspected.linearLayers()));
        if (known.isPresent() && known.get().current) {
            return known.get().view();
        }
        bases.update("current = false WHERE name = ?1 AND current = true", name);
        var base = known.orElseGet(() -> create(name, inspected, files));
        base.current = true;
        base.deletedAt = null;
        audit.record(null, "base.imported", name, Map.of("digest", inspected.digest()));
        return base.view();
    }

    private BaseEntity create(String name, Inspected inspected, List<NamedObject> files) {
        var base =
                new BaseEntity(
                        new BaseView(
                                name,
                                inspected.digest(),
                                clock.now(),
                                files.stream().mapToLong(file -> file.object().bytes()).sum(),
                                inspected.contextLength(),
                                inspected.hiddenSize(),
                                inspected.linearLayers(),
                                files));
        bases.persist(base);
        return base;
    }

    private static void checkName(String name) {
        if (!NAME.matcher(name).matches()
                || name.contains("..")
                || DIGEST.matcher(name).matches()) {
            throw ApiException.invalid(
                    "name",
                    "bad_model_name",
                    "name must have 1–96 letters, digits, \".\", \"_\", \"-\" or \"/\", start with a letter or digit, and not be a digest; was \"%s\""
                            .formatted(name));
        }
    }
}
