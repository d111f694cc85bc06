package dev.hone.orchestrator.streams;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Bytes that are counted while they are read; whoever counts may refuse more by throwing.
public abstract class CountedStream extends FilterInputStream {
    protected CountedStream(InputStream bytes) {
        super(bytes);
    }

    /// @param bytes just read; 0 at the end
    protected abstract void counted(int bytes);

    @Override
    public final int read() throws IOException {
        var next = super.read();
        counted(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public final int read(byte[] into, int offset, int length) throws IOException {
        var read = super.read(into, offset, length);
        counted(Math.max(0, read));
        return read;
    }

    /// What is read twice would be counted twice.
    @Override
    public final boolean markSupported() {
        return false;
    }
}
