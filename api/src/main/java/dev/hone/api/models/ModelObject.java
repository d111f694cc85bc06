package dev.hone.api.models;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hone.orchestrator.adapters.AdapterView;
import dev.hone.orchestrator.bases.BaseView;
import dev.hone.protocol.Lineage;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A base model or an adapter, in OpenAI's shape.
///
/// @param created seconds since 1970
/// @param ownedBy the adapter's project; "hone" for a base
@Schema(name = "Model")
@JsonNaming(SnakeCaseStrategy.class)
record ModelObject(String id, String object, long created, String ownedBy, Extension xHone) {

    static ModelObject of(BaseView base) {
        return new ModelObject(
                base.name(),
                "model",
                base.createdAt().getEpochSecond(),
                "hone",
                new Extension(
                        "base",
                        base.bytes(),
                        base.files().size(),
                        base.digest(),
                        base.contextLength(),
                        null,
                        null,
                        null));
    }

    static ModelObject of(AdapterView adapter) {
        return new ModelObject(
                adapter.model(),
                "model",
                adapter.createdAt().getEpochSecond(),
                adapter.project(),
                new Extension(
                        "adapter",
                        adapter.bytes(),
                        adapter.files().size(),
                        null,
                        null,
                        adapter.baseModel(),
                        adapter.jobId(),
                        adapter.lineage()));
    }

    /// @param kind base or adapter
    /// @param bytes sum over its files
    /// @param digest a base's digest
    /// @param contextLength a base's, in tokens
    /// @param base what an adapter was trained on
    /// @param job what made an adapter
    /// @param lineage digests of all that went into an adapter
    @Schema(name = "ModelExtension")
    @JsonNaming(SnakeCaseStrategy.class)
    record Extension(
            String kind,
            long bytes,
            int files,
            @Nullable String digest,
            @Nullable Integer contextLength,
            @Nullable String base,
            @Nullable String job,
            @Nullable Lineage lineage) {}
}
