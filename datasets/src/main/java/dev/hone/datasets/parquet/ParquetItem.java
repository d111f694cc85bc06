package dev.hone.datasets.parquet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.datasets.fault.Fault;

/// One row of a file.
public sealed interface ParquetItem {
    /// Counted from 1.
    long row();

    /// Where the row would begin if all of them were written as lines of JSON. Of a fault that is
    /// the file's: the file's byte where it was seen.
    long byteOffset();

    record Found(long row, long byteOffset, ObjectNode members) implements ParquetItem {}

    record Broken(long row, long byteOffset, Fault fault) implements ParquetItem {}
}
