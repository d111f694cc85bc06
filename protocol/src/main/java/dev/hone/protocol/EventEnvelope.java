package dev.hone.protocol;

import java.time.Instant;

/// A [TrainEvent] on its way through the event topic.
///
/// @param sequence grows by one within (job, token): what was seen already is skipped
/// @param at the worker's clock, for display only
public record EventEnvelope(String jobId, long token, long sequence, Instant at, TrainEvent event) {
    public EventEnvelope {
        Checks.given("jobId", jobId);
        Checks.notBlank("jobId", jobId);
        Checks.within("token", token, 1, Long.MAX_VALUE);
        Checks.within("sequence", sequence, 0, Long.MAX_VALUE);
        Checks.given("event", event);
    }
}
