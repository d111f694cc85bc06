package dev.hone.orchestrator.events;

import dev.hone.orchestrator.paging.Page;
import dev.hone.protocol.TrainEvent.Level;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What happened to a job, in order.
public interface EventLog {
    /// One event.
    ///
    /// @param metrics empty for a plain message
    record Entry(String id, Instant at, Level level, String message, Map<String, Number> metrics) {}

    /// Adds a message of the platform itself.
    void say(String jobId, long token, Level level, String message);

    /// Newest first.
    Page<Entry> page(String jobId, @Nullable String after, int limit);
}
