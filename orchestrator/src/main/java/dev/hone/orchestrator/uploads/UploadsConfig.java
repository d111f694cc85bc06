package dev.hone.orchestrator.uploads;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Limits of uploads in parts, `hone.uploads.*`.
@ConfigMapping(prefix = "hone.uploads")
public interface UploadsConfig {
    /// An upload that is not completed within this time is forgotten with its parts. OpenAI's hour.
    @WithDefault("1h")
    Duration expireAfter();

    /// Largest part; the official clients cut files at 64 MiB.
    @WithDefault("64M")
    MemorySize partBytes();

    /// Largest file; as much as one plain upload may have.
    @WithDefault("20G")
    MemorySize bytes();
}
