package dev.hone.protocol;

import static java.util.Objects.requireNonNullElse;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A worker's question for work. It says all of the worker that its registration said: whatever was
/// restarted meanwhile, the question alone suffices.
///
/// @param worker stable id of the worker process
/// @param instance which start of it asks; workers before version 1 of the protocol do not say
/// @param pool pool it serves
/// @param device what it trains on, in words, e.g. "cpu, 2 threads"
/// @param version version of the worker's code
/// @param protocol version of the job protocol that it speaks; 0 where it does not say
/// @param memoryMebibytes what a job may plan with on it; 0 where it cannot say
/// @param labels what its operator says of it, e.g. region and eu
public record ClaimRequest(
        String worker,
        @Nullable Instance instance,
        String pool,
        String device,
        String version,
        int protocol,
        long memoryMebibytes,
        Map<String, String> labels) {
    /// Where workers ask, beside the places of workers by name: no worker can be named so.
    public static final Set<String> RESERVED = Set.of("claims", "registrations");

    public ClaimRequest {
        labels = Map.copyOf(requireNonNullElse(labels, Map.of()));
        Checks.notBlank("worker", worker);
        if (RESERVED.contains(worker)) {
            throw new IllegalArgumentException(
                    "worker must not be \"%s\", a word of the protocol".formatted(worker));
        }
        Checks.notBlank("pool", pool);
        Checks.notBlank("version", version);
        Checks.within("protocol", protocol, 0, Integer.MAX_VALUE);
        Checks.within("memoryMebibytes", memoryMebibytes, 0, Integer.MAX_VALUE);
        if (protocol > 0 && instance == null) {
            throw new IllegalArgumentException("instance is missing");
        }
        var faults = Labels.faults(labels);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
    }
}
