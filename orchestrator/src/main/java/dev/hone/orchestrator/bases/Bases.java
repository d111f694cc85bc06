package dev.hone.orchestrator.bases;

import dev.hone.orchestrator.paging.Page;
import dev.hone.orchestrator.store.Content;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Base models of the installation. A name points at the newest import; every import stays
/// addressable by its digest.
@ApplicationScoped
public class Bases {

    /// Checks a directory in Hugging Face's layout and keeps its files. The same files under the
    /// same name are the same base; other files under the same name become its new version.
    public BaseView importFrom(String name, Path directory) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// @param model a name, or the digest of an import
    public Optional<BaseView> find(String model) {
        throw new UnsupportedOperationException();
    }

    /// Current versions, newest first.
    ///
    /// @param after name of the last base of the page before
    public Page<BaseView> page(@Nullable String after, int limit) {
        throw new UnsupportedOperationException();
    }

    /// Takes the name away. Refused while a job that has not ended uses the base; its files stay as
    /// long as an adapter was trained on them.
    public void delete(String model) {
        throw new UnsupportedOperationException();
    }

    public Content open(String model, String path) throws IOException {
        throw new UnsupportedOperationException();
    }
}
