package dev.hone.datasets.sample;

/// Bytes between two line ends.
sealed interface Line {
    long number();

    long byteOffset();

    @SuppressWarnings("ArrayRecordComponent") // lives for one iteration and is never compared
    record Complete(long number, long byteOffset, byte[] bytes) implements Line {}

    /// Longer than a reader should hold in memory; its bytes were passed over.
    record TooLong(long number, long byteOffset, long length) implements Line {}
}
