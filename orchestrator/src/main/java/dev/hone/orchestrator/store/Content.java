package dev.hone.orchestrator.store;

import java.io.IOException;
import java.io.InputStream;

/// An open object on its way to a reader, who closes it.
public record Content(String filename, long bytes, String sha256, InputStream stream)
        implements AutoCloseable {
    @Override
    public void close() throws IOException {
        stream.close();
    }
}
