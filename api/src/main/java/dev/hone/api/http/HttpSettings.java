package dev.hone.api.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// Limits of requests, `hone.http.*`.
@ConfigMapping(prefix = "hone.http")
interface HttpSettings {
    /// Largest JSON body. The longest we know is the outcome of a job with a few hundred files.
    @WithDefault("1M")
    MemorySize jsonLimit();
}
