package dev.hone.datasets.parquet;

import dev.hone.datasets.fault.FaultCode;

/// How much a file may make of its bytes. Rows may share a value of a dictionary, and a run of a
/// few bytes may stand for any number of nulls: that costs no memory, but time without end.
final class Work {
    /// Times its length that the rows of a file may have: as those of one that is packed as a
    /// whole.
    static final int MOST_EXPANSION = 100;

    /// Times its length that they may have as long as that is no more than [#SMALL] beyond: a long
    /// instruction that every row shares is stored once.
    static final int MOST_EXPANSION_OF_SMALL = 1_000;

    /// Minutes of reading.
    static final long SMALL = 4L << 30;

    /// Bytes that are always allowed.
    static final long FREE = 16 << 20;

    /// For which a row counts at least.
    static final int ROW = 128;

    /// For which a value counts, null or not, besides its text.
    static final int VALUE = 8;

    private final long fileBytes;
    private final long most;
    private long spent;

    Work(long fileBytes) {
        this.fileBytes = fileBytes;
        this.most =
                FREE
                        + Math.min(
                                MOST_EXPANSION_OF_SMALL * fileBytes,
                                MOST_EXPANSION * fileBytes + SMALL);
    }

    void spend(long bytes) throws Damage {
        spent += bytes;
        if (spent > most) {
            throw Damage.of(
                    FaultCode.EXPANDS_TOO_MUCH,
                    "%d bytes of Parquet have become more than %d of rows, which is as much as such a file may hold; split it"
                            .formatted(fileBytes, most));
        }
    }
}
