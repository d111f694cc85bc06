package dev.hone.orchestrator.uploads;

import dev.hone.orchestrator.files.FileView;
import dev.hone.orchestrator.files.NewFile;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An upload as its owner sees it.
///
/// @param bytes that the file is to have
/// @param expiresAt when it is forgotten, unless it has ended
/// @param file what it became; null unless completed, or when that file has been deleted
public record UploadView(
        String id,
        String project,
        NewFile about,
        long bytes,
        String mimeType,
        UploadState state,
        Instant createdAt,
        Instant expiresAt,
        @Nullable FileView file) {}
