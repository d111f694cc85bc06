package dev.hone.datasets.container;

import dev.hone.datasets.fault.Fault;

/// The bytes of one record, cut out but not yet read.
sealed interface Piece {
    /// Longest piece in bytes.
    int CAP = 1 << 20;

    /// Of its first byte, counted from 1.
    long line();

    long byteOffset();

    @SuppressWarnings("ArrayRecordComponent") // lives for one iteration and is never compared
    record Complete(long line, long byteOffset, byte[] bytes) implements Piece {}

    /// Longer than a reader should hold in memory; its bytes were passed over.
    ///
    /// @param inQuotes its end lies within a quoted cell, which perhaps should have ended earlier
    record TooLong(long line, long byteOffset, long length, boolean inQuotes) implements Piece {}

    /// Cannot be cut out as it should.
    record Broken(long line, long byteOffset, Fault fault) implements Piece {}
}
