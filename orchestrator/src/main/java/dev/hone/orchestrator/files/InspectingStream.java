package dev.hone.orchestrator.files;

import dev.hone.protocol.DatasetFormat;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/// Lets whoever reads it have the bytes, and shows the same bytes to the inspection on the way. The
/// slower of the two sets the pace; nothing is kept.
final class InspectingStream extends FilterInputStream {
    private static final int WINDOW = 1 << 18;
    private static final Executor VIRTUAL = Thread::startVirtualThread;

    private final OutputStream toInspection;
    private final CompletableFuture<FileReport> report;

    private InspectingStream(
            InputStream bytes, OutputStream toInspection, CompletableFuture<FileReport> report) {
        super(bytes);
        this.toInspection = toInspection;
        this.report = report;
    }

    static InspectingStream over(InputStream bytes, DatasetFormat format) throws IOException {
        var window = new PipedInputStream(WINDOW);
        var toInspection = new PipedOutputStream(window);
        var report = CompletableFuture.supplyAsync(() -> inspect(window, format), VIRTUAL);
        return new InspectingStream(bytes, toInspection, report);
    }

    /// What the inspection found, once the last byte has been read.
    FileReport report() throws IOException {
        toInspection.close();
        try {
            return report.join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof UncheckedIOException broken) {
                throw broken.getCause();
            }
            throw failure;
        }
    }

    @Override
    public int read() throws IOException {
        int value = in.read();
        if (value >= 0) {
            toInspection.write(value);
        }
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = in.read(buffer, offset, length);
        if (count > 0) {
            toInspection.write(buffer, offset, count);
        }
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        throw new IOException("every byte has to be inspected, none may be skipped");
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /// Ends the inspection too, whatever it has seen until then; the stream below stays open for
    /// its owner.
    @Override
    public void close() throws IOException {
        toInspection.close();
    }

    private static FileReport inspect(PipedInputStream window, DatasetFormat format) {
        try (window) {
            return Reports.of(window, format);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
