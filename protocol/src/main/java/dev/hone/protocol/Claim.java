package dev.hone.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A job handed to one worker.
///
/// @param token fencing token: grows with every claim of the job; a write with an older one is
///   refused
/// @param attempt how often the job has been started, from 1
/// @param resumeFrom newest complete checkpoint of an earlier attempt
/// @param fallbacks those before it, the newest first: where to go on from if it is damaged
/// @param mostCallTokens padded tokens that a call of the model may have at most, where memory ran
///   out in an earlier attempt; 0 leaves it to the memory there is. The batch is the spec's in any
///   case
/// @param storePrefix prefix under which this attempt, and no other, writes its objects
public record Claim(
        JobSpec spec,
        int attempt,
        long token,
        Lease lease,
        @Nullable CheckpointManifest resumeFrom,
        List<CheckpointManifest> fallbacks,
        int mostCallTokens,
        String storePrefix) {
    @JsonCreator
    public Claim {
        Checks.within("attempt", attempt, 1, Integer.MAX_VALUE);
        Checks.within("token", token, 1, Long.MAX_VALUE);
        Checks.within("mostCallTokens", mostCallTokens, 0, Integer.MAX_VALUE);
        Checks.notBlank("storePrefix", storePrefix);
        fallbacks = List.copyOf(Objects.requireNonNullElse(fallbacks, List.of()));
    }

    /// One whose calls are as large as memory allows, with one checkpoint at most.
    public Claim(
            JobSpec spec,
            int attempt,
            long token,
            Lease lease,
            @Nullable CheckpointManifest resumeFrom,
            String storePrefix) {
        this(spec, attempt, token, lease, resumeFrom, List.of(), 0, storePrefix);
    }

    /// The same with smaller calls.
    public Claim inCallsOf(int tokens) {
        return new Claim(spec, attempt, token, lease, resumeFrom, fallbacks, tokens, storePrefix);
    }

    /// Where the job may go on from, the best first.
    public List<CheckpointManifest> checkpoints() {
        return Stream.concat(Stream.ofNullable(resumeFrom), fallbacks.stream()).toList();
    }
}
