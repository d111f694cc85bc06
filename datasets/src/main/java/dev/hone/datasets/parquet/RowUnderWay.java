package dev.hone.datasets.parquet;

import dev.hone.datasets.fault.Fault;
import org.jspecify.annotations.Nullable;

/// What is known of a row while it is put together.
final class RowUnderWay {
    /// Longest row in bytes of JSON.
    static final int CAP = 1 << 20;

    private long size;
    private @Nullable Fault fault;

    void add(long bytes) {
        size += bytes;
    }

    /// About as long as the row is as JSON, so far.
    long size() {
        return size;
    }

    /// Whether no more of it is to be kept.
    boolean isTooLong() {
        return size > CAP;
    }

    /// The first one is kept.
    void tell(Fault found) {
        if (fault == null) {
            fault = found;
        }
    }

    @Nullable Fault fault() {
        return fault;
    }
}
