package dev.hone.trainer.job;

import dev.hone.datasets.store.ObjectStore;
import dev.hone.protocol.ObjectRef;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/// A store in which every chunk that is read or written is a unit of work.
final class PulsingStore implements ObjectStore {
    private final ObjectStore store;
    private final Pulse pulse;

    PulsingStore(ObjectStore store, Pulse pulse) {
        this.store = store;
        this.pulse = pulse;
    }

    @Override
    public ObjectRef put(String key, InputStream bytes) throws IOException {
        return store.put(key, new Felt(bytes));
    }

    @Override
    public InputStream open(String key) throws IOException {
        return new Felt(store.open(key));
    }

    @Override
    public InputStream openRange(String key, long from, long length) throws IOException {
        return new Felt(store.openRange(key, from, length));
    }

    @Override
    public Optional<Long> size(String key) throws IOException {
        return store.size(key);
    }

    @Override
    public List<String> list(String prefix) throws IOException {
        return store.list(prefix);
    }

    @Override
    public void delete(String key) throws IOException {
        store.delete(key);
    }

    @Override
    public void close() {
        store.close();
    }

    private final class Felt extends FilterInputStream {
        private Felt(InputStream bytes) {
            super(bytes);
        }

        @Override
        public int read() throws IOException {
            pulse.beat();
            return super.read();
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            pulse.beat();
            return super.read(into, from, length);
        }
    }
}
