package dev.hone.datasets.store;

import dev.hone.datasets.store.StoreException.CorruptObject;
import dev.hone.datasets.store.StoreException.KeyTaken;
import dev.hone.datasets.store.StoreException.MissingObject;
import dev.hone.protocol.ObjectRef;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Objects in a bucket. Writing is conditional on the key being free, and what was written is read
/// back, since not every S3 service keeps or checks digests.
public final class S3Store implements ObjectStore {
    /// Limit of a single PUT in Amazon's API.
    private static final long LARGEST_OBJECT_BYTES = 5L << 30;

    /// Most that Amazon returns at once.
    private static final int KEYS_PER_PAGE = 1_000;

    private static final int PRECONDITION_FAILED = 412;
    private static final int CONFLICT = 409;

    private final S3Client client;
    private final String bucket;
    private final String prefix;
    private final int keysPerPage;

    public S3Store(S3Settings settings) {
        this(settings, KEYS_PER_PAGE);
    }

    S3Store(S3Settings settings, int keysPerPage) {
        this.client = settings.connect();
        this.bucket = settings.bucket();
        this.prefix = settings.prefix();
        this.keysPerPage = keysPerPage;
    }

    @Override
    public ObjectRef put(String key, InputStream bytes) throws IOException {
        Keys.checked(key);
        var spooled = Files.createTempFile("hone-put-", ".part");
        try {
            var written = spool(key, bytes, spooled);
            upload(written, spooled);
            return written;
        } catch (SdkException e) {
            throw failure("write", key, e);
        } finally {
            Files.deleteIfExists(spooled);
        }
    }

    private static ObjectRef spool(String key, InputStream bytes, Path file) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            var written = Digest.copy(key, bytes, out);
            if (written.bytes() > LARGEST_OBJECT_BYTES) {
                throw new IOException(
                        "\"%s\" has %d bytes; one object in S3 may have at most %d"
                                .formatted(key, written.bytes(), LARGEST_OBJECT_BYTES));
            }
            return written;
        } catch (IOException e) {
            throw Full.orSame(key, e);
        }
    }

    private void upload(ObjectRef written, Path file) throws IOException {
        boolean taken = false;
        try {
            client.putObject(
                    request -> request.bucket(bucket).key(prefix + written.key()).ifNoneMatch("*"),
                    RequestBody.fromFile(file));
        } catch (S3Exception e) {
            if (e.statusCode() != PRECONDITION_FAILED && e.statusCode() != CONFLICT) {
                throw e;
            }
            taken = true;
        }
        try (var stored = open(written.key())) {
            var found = Digest.of(written.key(), stored);
            if (!found.equals(written)) {
                throw taken ? new KeyTaken(written.key()) : new CorruptObject(written, found);
            }
        }
    }

    @Override
    public InputStream open(String key) throws IOException {
        Keys.checked(key);
        try {
            return client.getObject(request -> request.bucket(bucket).key(prefix + key));
        } catch (NoSuchKeyException e) {
            throw new MissingObject(key);
        } catch (SdkException e) {
            throw failure("read", key, e);
        }
    }

    @Override
    public InputStream openRange(String key, long from, long length) throws IOException {
        Keys.checked(key);
        Ranges.check(from, length);
        // services disagree about ranges that reach beyond the end, so none is asked for
        long size = size(key).orElseThrow(() -> new MissingObject(key));
        long available = Math.min(length, size - from);
        if (available <= 0) {
            return InputStream.nullInputStream();
        }
        var range = "bytes=%d-%d".formatted(from, from + available - 1);
        try {
            return client.getObject(
                    request -> request.bucket(bucket).key(prefix + key).range(range));
        } catch (NoSuchKeyException e) {
            throw new MissingObject(key);
        } catch (SdkException e) {
            throw failure("read", key, e);
        }
    }

    @Override
    public Optional<Long> size(String key) throws IOException {
        Keys.checked(key);
        try {
            return Optional.of(
                    client.headObject(request -> request.bucket(bucket).key(prefix + key))
                            .contentLength());
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw failure("look up", key, e);
        }
    }

    @Override
    public List<String> list(String start) throws IOException {
        Keys.checkedPrefix(start);
        try {
            return client
                    .listObjectsV2Paginator(request ->
                            request.bucket(bucket).prefix(prefix + start).maxKeys(keysPerPage))
                    .contents()
                    .stream()
                    .map(S3Object::key)
                    .map(key -> key.substring(prefix.length()))
                    .sorted()
                    .toList();
        } catch (SdkException e) {
            throw failure("list", start, e);
        }
    }

    @Override
    public void delete(String key) throws IOException {
        Keys.checked(key);
        try {
            client.deleteObject(request -> request.bucket(bucket).key(prefix + key));
        } catch (SdkException e) {
            throw failure("delete", key, e);
        }
    }

    private IOException failure(String verb, String key, SdkException cause) {
        return S3Failures.of(
                key,
                "cannot %s \"%s\" in bucket \"%s\": %s"
                        .formatted(verb, key, bucket, cause.getMessage()),
                cause);
    }

    @Override
    public void close() {
        client.close();
    }
}
