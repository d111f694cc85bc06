package dev.hone.datasets.codec;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/// Unpacks what is made of bytes as they stand and of repetitions of what came before, holding no
/// more than what may still be repeated.
abstract class WindowStream extends InputStream {
    /// How far back a repetition may reach.
    static final int HISTORY = 1 << 16;

    private static final int INPUT = 1 << 13;

    private final InputStream source;
    private final byte[] input = new byte[INPUT];
    private int position;
    private int filled;
    private final byte[] window;
    private int read;
    private int written;
    private long slid;

    /// @param length of what will be unpacked, as far as that is known
    WindowStream(InputStream source, long length) {
        this.source = source;
        this.window = new byte[window(length)];
    }

    /// Bytes of memory that a stream of that length takes.
    public static int memory(long length) {
        return INPUT + window(length);
    }

    /// With room for a byte too many, so that it is seen.
    private static int window(long length) {
        return Math.clamp(length + 1, 1, 2 * HISTORY);
    }

    /// Unpacks something, where there is room for it.
    ///
    /// @return false at the end
    abstract boolean unpack() throws IOException;

    @Override
    public final int read() throws IOException {
        return ready(1) ? window[read++] & 0xFF : -1;
    }

    @Override
    public final int read(byte[] into, int offset, int length) throws IOException {
        if (!ready(length)) {
            return length == 0 ? 0 : -1;
        }
        int count = Math.min(length, written - read);
        System.arraycopy(window, read, into, offset, count);
        read += count;
        return count;
    }

    private boolean ready(int wanted) throws IOException {
        if (wanted > 0 && read == written) {
            slide();
            boolean more = true;
            while (more && written < window.length) {
                more = unpack();
            }
        }
        return read < written;
    }

    private void slide() {
        if (written == window.length) {
            int kept = Math.min(HISTORY, written);
            int gone = kept == written ? 0 : written - kept;
            System.arraycopy(window, gone, window, 0, kept);
            slid += gone;
            written = kept;
            read = kept;
        }
    }

    /// Of all that was unpacked.
    final long total() {
        return slid + written;
    }

    /// Copies bytes as they stand, as many as there is room for.
    ///
    /// @return how many are left to be copied
    final long literal(long count) throws IOException {
        long left = count;
        while (left > 0 && written < window.length) {
            require();
            int part = (int) Math.min(left, Math.min(filled - position, window.length - written));
            System.arraycopy(input, position, window, written, part);
            position += part;
            written += part;
            left -= part;
        }
        return left;
    }

    /// Repeats what stands `distance` bytes back, as much as there is room for.
    ///
    /// @return how many bytes are left to be repeated
    final long repeat(long distance, long count) throws IOException {
        if (distance <= 0 || distance > HISTORY || distance > total()) {
            throw new ZipException(
                    "it repeats what stands %d bytes before byte %d; that may be at most %d, and not before its start"
                            .formatted(distance, total(), HISTORY));
        }
        int part = (int) Math.min(count, window.length - written);
        int from = written - (int) distance;
        if (distance >= part) {
            System.arraycopy(window, from, window, written, part);
        } else {
            for (int index = 0; index < part; index++) {
                window[written + index] = window[from + index];
            }
        }
        written += part;
        return count - part;
    }

    /// Whether there is another byte of input.
    final boolean fill() throws IOException {
        if (position == filled) {
            position = 0;
            filled = Math.max(0, source.read(input, 0, INPUT));
        }
        return filled > 0;
    }

    final int next() throws IOException {
        require();
        return input[position++] & 0xFF;
    }

    private void require() throws IOException {
        if (!fill()) {
            throw new EOFException();
        }
    }

    @Override
    public final void close() throws IOException {
        source.close();
    }
}
