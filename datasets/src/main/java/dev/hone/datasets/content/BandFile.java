package dev.hone.datasets.content;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/// The band numbers of all rows, written row by row and read band by band: in blocks of rows, each
/// block one band behind the other.
final class BandFile implements AutoCloseable {
    private static final int BLOCK_ROWS = 1 << 13;
    private static final int SEGMENT = BLOCK_ROWS * Integer.BYTES;

    private final FileChannel channel;
    private final ByteBuffer block = ByteBuffer.allocate(SEGMENT * MinHash.BANDS);
    private int rows;

    BandFile(Path scratch) throws IOException {
        channel =
                FileChannel.open(
                        Files.createTempFile(scratch, "content", ".bands"),
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE);
    }

    void add(int[] bands) throws IOException {
        int inBlock = rows % BLOCK_ROWS;
        for (int band = 0; band < MinHash.BANDS; band++) {
            block.putInt(band * SEGMENT + inBlock * Integer.BYTES, bands[band]);
        }
        rows++;
        if (inBlock == BLOCK_ROWS - 1) {
            flush();
        }
    }

    /// To be called once, behind the last row.
    void end() throws IOException {
        if (rows % BLOCK_ROWS > 0) {
            flush();
        }
    }

    private void flush() throws IOException {
        block.rewind();
        while (block.hasRemaining()) {
            channel.write(block);
        }
    }

    /// Of each row the band's number in the upper half and the row in the lower, sorted: rows that
    /// share a number stand together.
    long[] sorted(int band) throws IOException {
        var keys = new long[rows];
        var segment = ByteBuffer.allocate(SEGMENT);
        for (int first = 0; first < rows; first += BLOCK_ROWS) {
            long at = (long) (first / BLOCK_ROWS) * SEGMENT * MinHash.BANDS + (long) band * SEGMENT;
            fill(segment.clear(), at);
            int end = Math.min(rows, first + BLOCK_ROWS);
            for (int row = first; row < end; row++) {
                keys[row] = ((long) segment.getInt() << Integer.SIZE) | row;
            }
        }
        Arrays.sort(keys);
        return keys;
    }

    private void fill(ByteBuffer segment, long at) throws IOException {
        while (segment.hasRemaining()) {
            if (channel.read(segment, at + segment.position()) < 0) {
                throw new EOFException("the band file was cut short");
            }
        }
        segment.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
