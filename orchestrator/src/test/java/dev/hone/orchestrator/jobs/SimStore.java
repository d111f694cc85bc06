package dev.hone.orchestrator.jobs;

import dev.hone.datasets.store.ObjectStore;
import dev.hone.protocol.ObjectRef;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Objects in memory, written once.
final class SimStore implements ObjectStore {
    private final TreeMap<String, byte[]> objects = new TreeMap<>();

    @Override
    public ObjectRef put(String key, InputStream bytes) throws IOException {
        return put(key, bytes.readAllBytes());
    }

    ObjectRef put(String key, byte[] bytes) {
        var there = objects.putIfAbsent(key, bytes);
        if (there != null && !Arrays.equals(there, bytes)) {
            throw new SimViolation("the key %s was written twice, with other bytes".formatted(key));
        }
        return new ObjectRef(key, sha256(bytes), bytes.length);
    }

    byte[] bytes(String key) {
        var bytes = objects.get(key);
        if (bytes == null) {
            throw new SimViolation("the object %s is gone".formatted(key));
        }
        return bytes;
    }

    @Override
    public InputStream open(String key) throws IOException {
        var bytes = objects.get(key);
        if (bytes == null) {
            throw new NoSuchFileException(key);
        }
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public InputStream openRange(String key, long from, long length) {
        throw new UnsupportedOperationException("nobody reads ranges here");
    }

    @Override
    public Optional<Long> size(String key) {
        return Optional.ofNullable(objects.get(key)).map(bytes -> (long) bytes.length);
    }

    @Override
    public List<String> list(String prefix) {
        return objects.keySet().stream().filter(key -> key.startsWith(prefix)).toList();
    }

    @Override
    public void delete(String key) {
        objects.remove(key);
    }

    @Override
    public void close() {}

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
