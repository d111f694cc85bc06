package dev.hone.orchestrator.files;

import java.io.IOException;
import java.io.InputStream;

/// Bytes that can be read more than once.
@FunctionalInterface
public interface Source {
    InputStream open() throws IOException;
}
