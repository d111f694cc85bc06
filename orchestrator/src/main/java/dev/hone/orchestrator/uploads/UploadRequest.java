package dev.hone.orchestrator.uploads;

import dev.hone.orchestrator.files.NewFile;

/// What a client says before it sends parts.
///
/// @param bytes that the file will have, exactly
/// @param mimeType kept, and not relied on: what a file is is seen from its bytes
public record UploadRequest(String project, NewFile about, long bytes, String mimeType) {}
