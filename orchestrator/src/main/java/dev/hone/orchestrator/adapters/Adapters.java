package dev.hone.orchestrator.adapters;

import dev.hone.orchestrator.paging.Page;
import dev.hone.orchestrator.store.Content;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The registry: one adapter per succeeded job, by name.
@ApplicationScoped
public class Adapters {

    /// Newest first.
    ///
    /// @param after name of the last adapter of the page before
    public Page<AdapterView> page(String project, @Nullable String after, int limit) {
        throw new UnsupportedOperationException();
    }

    public Optional<AdapterView> find(String project, String model) {
        throw new UnsupportedOperationException();
    }

    /// Takes the adapter out of sight and its files out of the store.
    public void delete(String project, String model) {
        throw new UnsupportedOperationException();
    }

    /// @param path as in the view's files
    public Content open(String project, String model, String path) throws IOException {
        throw new UnsupportedOperationException();
    }
}
