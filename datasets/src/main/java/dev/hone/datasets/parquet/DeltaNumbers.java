package dev.hone.datasets.parquet;

import java.io.IOException;

/// Numbers as what each adds to the one before it: in blocks, each with the least of these, and in
/// small blocks, each with as many bits as its greatest needs.
final class DeltaNumbers implements Values.Numbers {
    private static final int MOST_IN_BLOCK = 1 << 16;
    private static final int WIDEST = 64;

    private final PageBytes source;
    private final Bits bits;
    private final boolean narrow;
    private final int perSmallBlock;
    private final byte[] widths;
    private final long count;
    private long taken;
    private long value;
    private long least;
    private int smallBlock;
    private int leftInSmallBlock;

    /// @param narrow whether the numbers have 32 bits
    DeltaNumbers(PageBytes source, boolean narrow) throws IOException {
        this.source = source;
        this.bits = new Bits(source);
        this.narrow = narrow;
        long block = source.varint();
        long smallBlocks = source.varint();
        count = source.varint();
        value = source.zigzag();
        boolean sound =
                block > 0
                        && block <= MOST_IN_BLOCK
                        && smallBlocks > 0
                        && smallBlocks <= block
                        && block % smallBlocks == 0
                        && block / smallBlocks % Byte.SIZE == 0
                        && count >= 0;
        if (!sound) {
            throw Damage.of(
                    "%d numbers in blocks of %d, each in %d parts"
                            .formatted(count, block, smallBlocks));
        }
        perSmallBlock = (int) (block / smallBlocks);
        widths = new byte[(int) smallBlocks];
        smallBlock = widths.length;
    }

    long count() {
        return count;
    }

    @Override
    public long next() throws IOException {
        if (taken == count) {
            throw Damage.of("there are only %d numbers".formatted(count));
        }
        if (taken > 0) {
            if (leftInSmallBlock == 0) {
                open();
            }
            leftInSmallBlock--;
            value += least + bits.next(widths[smallBlock]);
        }
        taken++;
        return narrow ? (int) value : value;
    }

    private void open() throws IOException {
        smallBlock++;
        if (smallBlock >= widths.length) {
            least = source.zigzag();
            source.take(widths, 0, widths.length);
            smallBlock = 0;
        }
        if (widths[smallBlock] < 0 || widths[smallBlock] > WIDEST) {
            throw Damage.of("numbers of %d bits".formatted(widths[smallBlock]));
        }
        bits.align();
        leftInSmallBlock = perSmallBlock;
    }

    /// Goes behind the last small block that was begun, which is always stored whole.
    void pass() throws IOException {
        for (; leftInSmallBlock > 0; leftInSmallBlock--) {
            bits.next(widths[smallBlock]);
        }
    }
}
