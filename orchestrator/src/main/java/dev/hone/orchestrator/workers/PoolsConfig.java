package dev.hone.orchestrator.workers;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The pools that workers serve.
@ConfigMapping(prefix = "hone.jobs")
public interface PoolsConfig {
    /// Each has a topic of its own; the first is that of jobs that name none.
    @WithDefault("default")
    List<String> pools();

    /// Pools whose workers come when jobs wait: there no job is refused for want of a worker.
    Optional<Set<String>> elasticPools();

    default boolean elastic(String pool) {
        return elasticPools().orElse(Set.of()).contains(pool);
    }
}
