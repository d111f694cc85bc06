package dev.hone.orchestrator.bases;

import dev.hone.datasets.adapter.LinearLayers;
import dev.hone.protocol.NamedObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A base model.
///
/// @param digest SHA-256 over the sorted list of (path, SHA-256) of its files
/// @param bytes sum over its files
/// @param contextLength longest sequence the model was made for, in tokens
/// @param hiddenSize width of the residual stream; decides the default learning rate
/// @param linearLayers what adapters are held against; bases imported by earlier releases have none
public record BaseView(
        String name,
        String digest,
        Instant createdAt,
        long bytes,
        int contextLength,
        int hiddenSize,
        @Nullable LinearLayers linearLayers,
        List<NamedObject> files) {
    public BaseView {
        files = List.copyOf(files);
    }
}
