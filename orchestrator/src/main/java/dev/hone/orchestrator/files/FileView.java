package dev.hone.orchestrator.files;

import dev.hone.protocol.DatasetFormat;
import dev.hone.protocol.DatasetRef;
import dev.hone.protocol.ObjectRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A file as its owner sees it.
///
/// @param object where its bytes are; two uploads of the same bytes share one object
/// @param expiresAt when it goes by itself; null for one that stays
/// @param report what the inspection found; null for purposes that are not inspected
public record FileView(
        String id,
        String project,
        String filename,
        Purpose purpose,
        ObjectRef object,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable FileReport report) {

    public long bytes() {
        return object.bytes();
    }

    public String sha256() {
        return object.sha256();
    }

    /// The file as a job refers to it.
    public DatasetRef dataset() {
        var format = report == null ? null : report.format();
        return new DatasetRef(id, filename, object, format == null ? DatasetFormat.DETECT : format);
    }
}
