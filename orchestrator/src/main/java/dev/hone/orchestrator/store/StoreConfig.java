package dev.hone.orchestrator.store;

import dev.hone.datasets.store.StoreSettings;
import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;

/// Where objects are kept.
@ConfigMapping(prefix = "hone.store")
public interface StoreConfig {
    /// `file:///directory` or `s3://bucket/prefix`.
    String url();

    /// Address of an S3 service that is not Amazon's.
    Optional<URI> endpoint();

    /// S3 region.
    Optional<String> region();

    /// Needed for `s3`.
    Optional<String> accessKey();

    /// Needed for `s3`.
    Optional<String> secretKey();

    default StoreSettings settings() {
        return new StoreSettings(
                url(),
                endpoint().orElse(null),
                region().orElse(null),
                accessKey().orElse(null),
                secretKey().orElse(null));
    }
}
