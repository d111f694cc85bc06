package dev.hone.orchestrator.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Gives a Quarkus test an empty object store in a directory.
public final class StoreResource implements QuarkusTestResourceLifecycleManager {
    private @Nullable Path directory;

    @Override
    public Map<String, String> start() {
        var created = Directories.temporary("store");
        directory = created;
        return Map.of("hone.store.url", created.toUri().toString());
    }

    @Override
    public void stop() {
        if (directory != null) {
            Directories.delete(directory);
            directory = null;
        }
    }
}
