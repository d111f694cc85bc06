package dev.hone.datasets.parquet;

import java.io.IOException;

/// Numbers and truth values in each encoding that has them.
final class NumberValues {
    private NumberValues() {}

    /// @param width bytes of each
    static Values.Numbers plain(PageBytes source, int width) {
        return () -> source.little(width);
    }

    static Values.Numbers plainTruth(PageBytes source) {
        var bits = new Bits(source);
        return () -> bits.next(1);
    }

    /// Behind the length of the runs, which the page's own makes needless.
    static Values.Numbers runsOfTruth(PageBytes source) throws IOException {
        source.require(source.little(Integer.BYTES));
        var runs = new Hybrid(source, 1);
        return runs::next;
    }

    /// @param split all bytes, the first ones of all numbers before all second ones
    static Values.Numbers split(byte[] split, int width) {
        int count = split.length / width;
        return new Values.Numbers() {
            private int index;

            @Override
            public long next() throws IOException {
                if (index == count) {
                    throw Damage.of("there are only %d numbers".formatted(count));
                }
                long value = 0;
                for (int part = 0; part < width; part++) {
                    value |= (split[part * count + index] & 0xFFL) << (Byte.SIZE * part);
                }
                index++;
                return value;
            }
        };
    }
}
