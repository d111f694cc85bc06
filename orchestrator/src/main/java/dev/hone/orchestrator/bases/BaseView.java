package dev.hone.orchestrator.bases;

import dev.hone.protocol.NamedObject;
import java.time.Instant;
import java.util.List;

/// A base model.
///
/// @param digest SHA-256 over the sorted list of (path, SHA-256) of its files
/// @param bytes sum over its files
/// @param contextLength longest sequence the model was made for, in tokens
/// @param hiddenSize width of the residual stream; decides the default learning rate
public record BaseView(
        String name,
        String digest,
        Instant createdAt,
        long bytes,
        int contextLength,
        int hiddenSize,
        List<NamedObject> files) {
    public BaseView {
        files = List.copyOf(files);
    }
}
