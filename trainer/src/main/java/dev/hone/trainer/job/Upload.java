package dev.hone.trainer.job;

import dev.hone.datasets.store.ObjectStore;
import dev.hone.datasets.store.StoreException;
import dev.hone.protocol.NamedObject;
import dev.hone.protocol.ObjectRef;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Puts an attempt's files into the store, under keys that carry its token and so are no other's.
/// The store proves what it wrote; a store that is away for a moment is asked again.
final class Upload {
    private static final int TRIES = 5;

    private final ObjectStore store;
    private final RunningJob job;
    private final RandomGenerator random;

    Upload(ObjectStore store, RunningJob job, RandomGenerator random) {
        this.store = store;
        this.job = job;
        this.random = random;
    }

    /// All files below the directory, in the order of their paths.
    List<NamedObject> tree(Path directory, String prefix) throws IOException {
        var objects = new ArrayList<NamedObject>();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (var path : paths.filter(Files::isRegularFile).sorted().toList()) {
                var name = directory.relativize(path).toString().replace('\\', '/');
                objects.add(new NamedObject(name, file(path, prefix + name)));
            }
        }
        return objects;
    }

    /// Files under the names given, in the order of the names.
    List<NamedObject> files(Map<String, Path> files, String prefix) throws IOException {
        var objects = new ArrayList<NamedObject>();
        for (var file : new TreeMap<>(files).entrySet()) {
            objects.add(
                    new NamedObject(file.getKey(), file(file.getValue(), prefix + file.getKey())));
        }
        return objects;
    }

    /// @param key below the attempt's prefix
    ObjectRef file(Path path, String key) throws IOException {
        var backoff = new Backoff(random, Duration.ofMillis(500), Duration.ofSeconds(5));
        for (int tries = 1; ; tries++) {
            try (var bytes = Files.newInputStream(path)) {
                return store.put(job.claim().storePrefix() + key, bytes);
            } catch (StoreException e) {
                throw e;
            } catch (IOException e) {
                if (tries == TRIES) {
                    throw e;
                }
                rest(backoff.next());
            }
        }
    }

    /// Not cut short by a stop: what is being uploaded may be the last checkpoint.
    private static void rest(Duration pause) throws InterruptedIOException {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the store was away");
        }
    }
}
