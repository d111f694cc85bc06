package dev.hone.orchestrator.adapters;

import dev.hone.protocol.Lineage;
import dev.hone.protocol.NamedObject;
import java.time.Instant;
import java.util.List;

/// A finished adapter. How it did on held-out rows stands in its job.
///
/// @param model its name: `ft:<base>:<project>:<suffix>:<8 characters of the job id>`
public record AdapterView(
        String model,
        String project,
        String jobId,
        String baseModel,
        Instant createdAt,
        long bytes,
        List<NamedObject> files,
        Lineage lineage) {
    public AdapterView {
        files = List.copyOf(files);
    }
}
