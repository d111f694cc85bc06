package dev.hone.datasets.sample;

import dev.hone.datasets.fault.Fault;
import java.util.List;

/// One record of a dataset file, read.
public sealed interface Row {
    /// Counted from 1.
    long line();

    /// Of the record's first byte in the unpacked file; of Parquet, as if it were lines of JSON.
    long byteOffset();

    /// @param unused names of members, or of columns, that its shape does not read
    record Usable(long line, long byteOffset, Sample sample, List<String> unused) implements Row {
        public Usable {
            unused = List.copyOf(unused);
        }

        Usable(long line, long byteOffset, Sample sample) {
            this(line, byteOffset, sample, List.of());
        }

        /// The same row with another content.
        public Usable with(Sample changed) {
            return new Usable(line, byteOffset, changed, unused);
        }

        Usable leaving(List<String> members) {
            return new Usable(line, byteOffset, sample, members);
        }
    }

    record Faulty(long line, long byteOffset, List<Fault> faults) implements Row {
        public Faulty {
            faults = List.copyOf(faults);
        }
    }

    /// Nothing but white space: skipped.
    record Blank(long line, long byteOffset) implements Row {}
}
