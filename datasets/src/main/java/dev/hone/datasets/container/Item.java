package dev.hone.datasets.container;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.datasets.fault.Fault;

/// One record of a dataset file and where it starts.
public sealed interface Item {
    /// Counted from 1; of Parquet the number of the row.
    long line();

    /// Of the record's first byte in the unpacked file; of Parquet, as if it were lines of JSON.
    long byteOffset();

    /// @param members of the JSON object; cells of a table are texts
    record Found(long line, long byteOffset, ObjectNode members) implements Item {}

    record Broken(long line, long byteOffset, Fault fault) implements Item {}

    /// Nothing but white space: skipped.
    record Blank(long line, long byteOffset) implements Item {}
}
