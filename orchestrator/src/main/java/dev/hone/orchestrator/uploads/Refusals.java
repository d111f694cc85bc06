package dev.hone.orchestrator.uploads;

import dev.hone.orchestrator.errors.ApiException;
import java.time.Instant;

/// Why an upload takes nothing any more.
final class Refusals {
    private Refusals() {}

    static void unlessPending(UploadEntity upload, Instant now) {
        switch (upload.state(now)) {
            case PENDING -> {}
            case COMPLETED ->
                    throw ApiException.conflict(
                            "upload_completed",
                            "Upload \"%s\" is completed; it became file \"%s\""
                                    .formatted(upload.id, upload.fileId));
            case CANCELLED ->
                    throw ApiException.conflict(
                            "upload_cancelled",
                            "Upload \"%s\" has been cancelled; begin another one"
                                    .formatted(upload.id));
            case EXPIRED ->
                    throw ApiException.conflict(
                            "upload_expired",
                            "Upload \"%s\" expired at %s; begin another one"
                                    .formatted(upload.id, upload.expiresAt));
        }
    }
}
