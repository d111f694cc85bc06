package dev.hone.orchestrator.files;

import dev.hone.orchestrator.errors.ApiException;

/// The room of a project, in bytes.
///
/// @param stored of the files it has
/// @param promised to other uploads that have not ended
record Usage(String project, long limit, long stored, long promised) {
    long room() {
        return Math.max(0, limit - stored - promised);
    }

    /// A conflict, which the official clients do not repeat: waiting does not help.
    ApiException refusal(long wanted) {
        return ApiException.conflict(
                "quota_exceeded",
                """
                Project "%s" may have %,d bytes of files; it has %,d, and %,d are promised to \
                uploads under way. %,d more would fit, this needs at least %,d. Delete files, \
                cancel uploads, or have the operator raise the limit\
                """
                        .formatted(project, limit, stored, promised, room(), wanted));
    }
}
