package dev.hone.datasets.parquet;

import dev.hone.datasets.fault.Fault;
import dev.hone.datasets.fault.FaultCode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The file cannot be read any further: its own fault, not that of the disk it lies on.
final class Damage extends IOException {
    private static final long serialVersionUID = 1L;

    private final FaultCode code;
    private final String reason;
    private final @Nullable String field;
    private final long offset;
    private final boolean located;

    private Damage(
            FaultCode code, String reason, @Nullable String field, long offset, boolean located) {
        super(reason);
        this.code = code;
        this.reason = reason;
        this.field = field;
        this.offset = offset;
        this.located = located;
    }

    /// What the file says of itself cannot be.
    static Damage of(String reason) {
        return new Damage(FaultCode.CORRUPT_FILE, reason, null, 0, false);
    }

    static Damage of(FaultCode code, String reason) {
        return new Damage(code, reason, null, 0, false);
    }

    /// As it is, told for one place of the file; the first one that is told stays.
    Damage at(long place) {
        return located ? this : new Damage(code, reason, null, place, true);
    }

    /// As it is, told for one page of a column.
    Damage inPage(String column, long place) {
        return located
                ? this
                : new Damage(
                        code,
                        "column %s, page at byte %d: %s".formatted(column, place, reason),
                        column,
                        place,
                        true);
    }

    /// Of the file's byte where it was seen.
    long offset() {
        return offset;
    }

    Fault fault() {
        return new Fault(code, field, null, reason + advice());
    }

    private String advice() {
        return code == FaultCode.CORRUPT_FILE ? "; write the file anew" : "";
    }
}
