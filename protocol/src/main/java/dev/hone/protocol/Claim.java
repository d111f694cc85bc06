package dev.hone.protocol;

import org.jspecify.annotations.Nullable;

/// A job handed to one worker.
///
/// @param token fencing token: grows with every claim of the job; a write with an older one is
///   refused
/// @param attempt how often the job has been started, from 1
/// @param resumeFrom newest complete checkpoint of an earlier attempt
/// @param storePrefix prefix under which this attempt, and no other, writes its objects
public record Claim(
        JobSpec spec,
        int attempt,
        long token,
        Lease lease,
        @Nullable CheckpointManifest resumeFrom,
        String storePrefix) {
    public Claim {
        Checks.within("attempt", attempt, 1, Integer.MAX_VALUE);
        Checks.within("token", token, 1, Long.MAX_VALUE);
        Checks.notBlank("storePrefix", storePrefix);
    }
}
