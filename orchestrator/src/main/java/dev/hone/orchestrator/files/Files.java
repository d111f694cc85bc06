package dev.hone.orchestrator.files;

import dev.hone.orchestrator.paging.Page;
import dev.hone.orchestrator.store.Content;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Files of a project: datasets that come in, results that go out.
@ApplicationScoped
public class Files {

    /// Reads the stream once: into the store, through its digest and through the inspection.
    public FileView receive(String project, String filename, String purpose, InputStream bytes)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    public Optional<FileView> find(String project, String id) {
        throw new UnsupportedOperationException();
    }

    /// Newest first.
    ///
    /// @param purpose wire name; null for all
    /// @param after id of the last file of the page before
    public Page<FileView> page(
            String project, @Nullable String purpose, @Nullable String after, int limit) {
        throw new UnsupportedOperationException();
    }

    /// Refused while a job that has not ended uses the file.
    public void delete(String project, String id) {
        throw new UnsupportedOperationException();
    }

    public Content open(String project, String id) throws IOException {
        throw new UnsupportedOperationException();
    }
}
