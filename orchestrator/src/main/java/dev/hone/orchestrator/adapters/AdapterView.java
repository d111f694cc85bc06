package dev.hone.orchestrator.adapters;

import dev.hone.protocol.Lineage;
import dev.hone.protocol.NamedObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A finished adapter.
///
/// @param model its name: `ft:<base>:<project>:<suffix>:<8 characters of the job id>`
/// @param evaluation null where the job had no held-out rows
public record AdapterView(
        String model,
        String project,
        String jobId,
        String baseModel,
        Instant createdAt,
        long bytes,
        List<NamedObject> files,
        Lineage lineage,
        @Nullable Evaluation evaluation) {
    public AdapterView {
        files = List.copyOf(files);
    }

    public record Evaluation(int rows, int baseExact, int adapterExact, String reportFileId) {}
}
