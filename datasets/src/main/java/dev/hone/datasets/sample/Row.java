package dev.hone.datasets.sample;

import dev.hone.datasets.fault.Fault;
import java.util.List;

/// One record of a dataset file, read.
public sealed interface Row {
    /// Counted from 1.
    long line();

    /// Of the record's first byte in the unpacked file; of Parquet, as if it were lines of JSON.
    long byteOffset();

    record Usable(long line, long byteOffset, Sample sample) implements Row {}

    record Faulty(long line, long byteOffset, List<Fault> faults) implements Row {
        public Faulty {
            faults = List.copyOf(faults);
        }
    }

    /// Nothing but white space: skipped.
    record Blank(long line, long byteOffset) implements Row {}
}
