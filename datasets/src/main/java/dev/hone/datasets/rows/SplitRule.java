package dev.hone.datasets.rows;

import java.nio.ByteBuffer;

/// Which rows are kept back for validation. A row's side depends on its question and on this rule
/// alone: it stays where it is whatever rows come or go, and rows that ask the same stay together.
///
/// @param validation share of all questions, above 0 and below 1; rows kept back for a share are
///   kept back for every larger one too
/// @param seed another one keeps back other rows
public record SplitRule(double validation, long seed) {
    /// Jobs that ask for the same share have the same rows kept back.
    public static final long SEED_OF_JOBS = 0;

    /// Bits of a double's significand.
    private static final int PRECISION = 53;

    public SplitRule {
        if (!isShare(validation)) {
            throw new IllegalArgumentException("validation must be above 0 and below 1");
        }
    }

    /// The rule of jobs that ask for a share.
    public static SplitRule ofJobs(double validation) {
        return new SplitRule(validation, SEED_OF_JOBS);
    }

    public static boolean isShare(double validation) {
        return validation > 0 && validation < 1;
    }

    /// @param asked digest of the row's question
    boolean validates(byte[] asked) {
        var sha256 = Sha256.digest();
        sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(seed).flip());
        long number = ByteBuffer.wrap(sha256.digest(asked)).getLong();
        // uniform over 0 to 1
        return (number >>> (Long.SIZE - PRECISION)) * 0x1p-53 < validation;
    }
}
