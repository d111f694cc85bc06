package dev.hone.datasets.parquet;

import dev.hone.datasets.fault.FaultCode;

/// The memory that a file may have at once for what its pages need whole: small dictionaries,
/// levels, lengths, and the windows of unpacking; and the disk for large dictionaries. Asked for
/// before it is taken.
final class Held {
    static final long MOST = 32 << 20;

    /// DuckDB makes dictionaries of up to a fifth of 122,880 texts, however long these are.
    static final long MOST_ON_DISK = 1 << 30;

    private long held;
    private long onDisk;

    /// What one page, or one dictionary, has of it.
    final class Share {
        private long own;
        private long ownOnDisk;

        void take(long bytes, String what) throws Damage {
            if (bytes < 0 || bytes > MOST - held) {
                throw Damage.of(
                        FaultCode.EXPANDS_TOO_MUCH,
                        "%s would take %d bytes of memory; all columns together may have %d, of which %d are in use: write smaller pages and dictionaries, or fewer columns"
                                .formatted(what, bytes, MOST, held));
            }
            held += bytes;
            own += bytes;
        }

        void takeDisk(long bytes, String what) throws Damage {
            if (bytes < 0 || bytes > MOST_ON_DISK - onDisk) {
                throw Damage.of(
                        FaultCode.EXPANDS_TOO_MUCH,
                        "%s would take %d bytes of the disk; all columns together may have %d, of which %d are in use: write smaller dictionaries"
                                .formatted(what, bytes, MOST_ON_DISK, onDisk));
            }
            onDisk += bytes;
            ownOnDisk += bytes;
        }

        /// Whether there is memory to spare, so that something may lie in it that need not.
        boolean hasPlenty() {
            return held < MOST / 2;
        }

        void giveBack() {
            held -= own;
            onDisk -= ownOnDisk;
            own = 0;
            ownOnDisk = 0;
        }
    }
}
