package dev.hone.orchestrator.imports;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// From where files may be imported, `hone.imports.*`.
@ConfigMapping(prefix = "hone.imports")
public interface ImportsConfig {
    /// Hosts (`data.example.com`, `data.example.com:8443`, `*.example.com`) and buckets
    /// (`s3://bucket`). Without a port a host is allowed at 80 and 443. Empty: no imports.
    Optional<List<String>> allowed();

    /// Address ranges inside the own network that allowed hosts may have (`10.1.0.0/16`). Empty:
    /// only addresses of the public Internet.
    Optional<List<String>> allowedAddresses();

    /// Largest file.
    @WithDefault("20G")
    MemorySize bytes();

    /// Longest import, from the first packet to the last.
    @WithDefault("1h")
    Duration total();

    /// Longest wait for a connection.
    @WithDefault("10s")
    Duration connect();

    /// Longest silence of the other side.
    @WithDefault("60s")
    Duration stalled();

    /// For the allowed buckets.
    S3 s3();

    /// How the allowed buckets are reached. The store's own credentials are never used for them.
    interface S3 {
        /// Address of an S3 service that is not Amazon's.
        Optional<URI> endpoint();

        Optional<String> region();

        Optional<String> accessKey();

        Optional<String> secretKey();
    }
}
