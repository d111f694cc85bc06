package dev.hone.orchestrator.uploads;

import dev.hone.datasets.store.ObjectStore;
import dev.hone.orchestrator.clock.DatabaseClock;
import dev.hone.orchestrator.errors.ApiError;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.errors.Fault;
import dev.hone.orchestrator.files.FileView;
import dev.hone.orchestrator.files.Files;
import dev.hone.orchestrator.files.NewFile;
import dev.hone.orchestrator.files.Quota;
import dev.hone.protocol.ObjectRef;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the parts of an upload a file. Nothing is locked while bytes are read: two replicas asked
/// at once do the work twice, the first to commit wins, and the other answers with its file. One
/// that dies leaves the upload as it was.
@ApplicationScoped
class Assembly {
    private static final Logger LOG = LoggerFactory.getLogger(Assembly.class);

    /// While a file is assembled its upload does not expire: 20 GB at 10 MB/s, twice.
    private static final Duration LONGEST = Duration.ofHours(1);

    private static final Pattern MD5 = Pattern.compile("[0-9a-fA-F]{32}");

    private final UploadRepository uploads;
    private final PartRepository parts;
    private final Files files;
    private final Quota quota;
    private final ObjectStore store;
    private final DatabaseClock clock;

    Assembly(
            UploadRepository uploads,
            PartRepository parts,
            Files files,
            Quota quota,
            ObjectStore store,
            DatabaseClock clock) {
        this.uploads = uploads;
        this.parts = parts;
        this.files = files;
        this.quota = quota;
        this.store = store;
        this.clock = clock;
    }

    private record Plan(NewFile about, List<ObjectRef> parts) {}

    /// Another request for the same parts was faster.
    private static final class DoneAlready extends RuntimeException {
        private static final long serialVersionUID = 1L;

        DoneAlready() {
            super("completed by another request", null, false, false);
        }
    }

    void complete(String project, String id, List<String> partIds, @Nullable String md5)
            throws IOException {
        checkForm(md5);
        var plan = QuarkusTransaction.requiringNew().call(() -> plan(project, id, partIds));
        if (plan.isEmpty()) {
            return;
        }
        var objects = plan.get().parts();
        try {
            files.assemble(
                    project,
                    plan.get().about(),
                    () -> new PartsStream(store, objects, md5),
                    id,
                    file -> completed(project, id, partIds, file));
        } catch (DoneAlready _) {
            LOG.atInfo().addKeyValue("upload", id).log("Upload was completed twice at once");
        } catch (IOException failure) {
            // The parts are swept as soon as another request has made them a file.
            if (!QuarkusTransaction.requiringNew().call(() -> isDone(project, id, partIds))) {
                throw failure;
            }
        }
    }

    /// Empty for what is done already.
    private Optional<Plan> plan(String project, String id, List<String> partIds) {
        var upload = uploads.lock(project, id);
        var now = clock.now();
        if (upload.completedWith(partIds)) {
            return Optional.empty();
        }
        Refusals.unlessPending(upload, now);
        var known = new HashMap<String, ObjectRef>();
        parts.of(id).forEach(part -> known.put(part.id, part.view().object()));
        var objects = named(id, partIds, known);
        var bytes = objects.stream().mapToLong(ObjectRef::bytes).sum();
        if (bytes != upload.bytes) {
            throw ApiException.invalid(
                    "part_ids",
                    "bytes_mismatch",
                    "Upload \"%s\" is to have %,d bytes; the parts named have %,d"
                            .formatted(id, upload.bytes, bytes));
        }
        upload.busyUntil = now.plus(LONGEST);
        quota.reserve(project, id, upload.bytes, LONGEST);
        return Optional.of(new Plan(upload.about(), objects));
    }

    private static List<ObjectRef> named(
            String upload, List<String> partIds, Map<String, ObjectRef> known) {
        var faults =
                IntStream.range(0, partIds.size())
                        .filter(index -> !known.containsKey(partIds.get(index)))
                        .mapToObj(index ->
                                new Fault(
                                        "part_ids[%d]".formatted(index),
                                        "Upload \"%s\" has no part \"%s\""
                                                .formatted(upload, partIds.get(index)),
                                        "part_not_found"))
                        .toList();
        if (!faults.isEmpty()) {
            throw new ApiException(new ApiError.Invalid(faults));
        }
        return partIds.stream().map(known::get).toList();
    }

    private void completed(String project, String id, List<String> partIds, FileView file) {
        var upload = uploads.lock(project, id);
        if (upload.completedWith(partIds)) {
            throw new DoneAlready();
        }
        var now = clock.now();
        Refusals.unlessPending(upload, now);
        upload.complete(file.id(), partIds, now);
        LOG.atInfo()
                .addKeyValue("upload", id)
                .addKeyValue("file", file.id())
                .addKeyValue("parts", partIds.size())
                .log("Upload completed");
    }

    private boolean isDone(String project, String id, List<String> partIds) {
        return uploads.of(project, id).filter(upload -> upload.completedWith(partIds)).isPresent();
    }

    private static void checkForm(@Nullable String md5) {
        if (md5 != null && !MD5.matcher(md5).matches()) {
            throw ApiException.invalid(
                    "md5",
                    "invalid_md5",
                    "md5 must be 32 hexadecimal digits, was \"%s\"".formatted(md5));
        }
    }
}
