package dev.hone.orchestrator.imports;

import dev.hone.datasets.store.StoreException;
import dev.hone.datasets.store.StoreSettings;
import dev.hone.datasets.store.Stores;
import java.io.IOException;

/// Reads an object of a foreign bucket with the code of the object store, and the credentials that
/// the operator configured for imports.
final class BucketFetcher {
    private final ImportsConfig.S3 s3;
    private final Limits limits;

    BucketFetcher(ImportsConfig.S3 s3, Limits limits) {
        this.s3 = s3;
        this.limits = limits;
    }

    Fetched open(Origin.Bucket origin) throws IOException {
        if (s3.accessKey().isEmpty() || s3.secretKey().isEmpty()) {
            throw Refused.failed(
                    "Imports from buckets need hone.imports.s3.access-key and .secret-key", null);
        }
        var deadline = System.nanoTime() + limits.total().toNanos();
        var store =
                Stores.open(
                        new StoreSettings(
                                "s3://" + origin.bucket(),
                                s3.endpoint().orElse(null),
                                s3.region().orElse(null),
                                s3.accessKey().get(),
                                s3.secretKey().get()));
        try {
            var bytes = store.size(origin.key()).orElse(-1L);
            if (bytes < 0) {
                throw Refused.failed(
                        "Bucket \"%s\" has no object \"%s\""
                                .formatted(origin.bucket(), origin.key()),
                        null);
            }
            if (bytes > limits.bytes()) {
                throw Refused.tooLarge(limits.bytes());
            }
            var content = store.open(origin.key());
            return new Fetched(
                    bytes,
                    new CappedStream(content, limits, deadline),
                    () -> {
                        try (store) {
                            content.close();
                        }
                    });
        } catch (StoreException refused) {
            store.close();
            throw Refused.failed(String.valueOf(refused.getMessage()), refused);
        } catch (IOException failure) {
            store.close();
            throw Refused.broken(failure, limits, deadline);
        } catch (RuntimeException refused) {
            store.close();
            throw refused;
        }
    }
}
