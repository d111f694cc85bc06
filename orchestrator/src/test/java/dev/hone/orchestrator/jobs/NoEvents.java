package dev.hone.orchestrator.jobs;

import dev.hone.orchestrator.events.EventLog;
import dev.hone.orchestrator.paging.Page;
import dev.hone.protocol.TrainEvent.Level;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Nobody reads what a simulated world tells its owners.
final class NoEvents implements EventLog {
    @Override
    public void say(String jobId, long token, Level level, String message) {}

    @Override
    public Page<Entry> page(String jobId, @Nullable String after, int limit) {
        return new Page<>(List.of(), false);
    }
}
