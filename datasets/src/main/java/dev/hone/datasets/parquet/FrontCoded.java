package dev.hone.datasets.parquet;

import dev.hone.datasets.fault.FaultCode;
import java.io.IOException;
import java.util.Arrays;

/// Texts as how much each has of the start of the one before it, and what then follows.
final class FrontCoded implements Values.Binaries {
    /// Of one value: it is the start of the next one perhaps, so it cannot be passed over.
    static final int LONGEST = 16 << 20;

    private final PageBytes source;
    private final int[] prefixes;
    private final int[] lengths;
    private final Held.Share held;
    private final Values.Slice slice = new Values.Slice();
    private byte[] value = new byte[1 << 10];
    private int length;
    private int index;

    /// @param prefixes how much of the value before is repeated
    /// @param lengths of what follows
    FrontCoded(PageBytes source, int[] prefixes, int[] lengths, Held.Share held) {
        this.source = source;
        this.prefixes = prefixes;
        this.lengths = lengths;
        this.held = held;
    }

    @Override
    public Values.Slice next(int most) throws IOException {
        int prefix = BinaryValues.element(prefixes, index);
        int rest = BinaryValues.element(lengths, index);
        index++;
        if (prefix < 0 || prefix > length) {
            throw Damage.of(
                    "a value repeats %d bytes of one that has %d".formatted(prefix, length));
        }
        source.require(rest);
        if (rest > LONGEST - prefix) {
            throw Damage.of(
                    FaultCode.EXPANDS_TOO_MUCH,
                    "a value of more than %d bytes in the encoding DELTA_BYTE_ARRAY"
                            .formatted(LONGEST));
        }
        reserve(prefix + rest);
        source.take(value, prefix, rest);
        length = prefix + rest;
        return length > most ? slice.ofLength(length) : slice.of(value, 0, length);
    }

    private void reserve(int needed) throws Damage {
        if (needed > value.length) {
            int longer = Math.min(LONGEST, Math.max(needed, 2 * value.length));
            held.take(longer - value.length, "a long value");
            value = Arrays.copyOf(value, longer);
        }
    }
}
