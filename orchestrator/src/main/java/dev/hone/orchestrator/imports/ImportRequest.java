package dev.hone.orchestrator.imports;

import dev.hone.protocol.DatasetFormat;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What is to be fetched, and what it is.
///
/// @param url `https://`, `http://` or `s3://`
/// @param filename null for the last name of the URL
/// @param lives null for a file that stays
public record ImportRequest(
        String url,
        String purpose,
        @Nullable String filename,
        DatasetFormat format,
        @Nullable Duration lives) {}
