package dev.hone.orchestrator.imports;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/// An open answer.
///
/// @param announced how many bytes it says it has; 0 for unknown
/// @param after ends what stands behind the stream
record Fetched(long announced, InputStream bytes, Closeable after) implements Closeable {
    @Override
    public void close() throws IOException {
        after.close();
    }
}
