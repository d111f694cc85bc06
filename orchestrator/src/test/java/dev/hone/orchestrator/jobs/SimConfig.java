package dev.hone.orchestrator.jobs;

import dev.hone.orchestrator.workers.PoolsConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/// The settings of simulated worlds: the defaults, but for times that no short world would see.
final class SimConfig {
    static final JobsConfig JOBS = of(JobsConfig.class, Map.of());
    static final PoolsConfig POOLS = of(PoolsConfig.class, Map.of());
    static final SchedulingConfig SCHEDULING =
            of(
                    SchedulingConfig.class,
                    Map.of(
                            "hone.scheduling.promote-after",
                            "30s",
                            "hone.scheduling.unquoted",
                            "10s",
                            "hone.scheduling.preempt-after",
                            "2s",
                            "hone.scheduling.undisturbed",
                            "3s"));

    private SimConfig() {}

    private static <T> T of(Class<T> mapping, Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(mapping)
                .withDefaultValues(values)
                .addDiscoveredConverters()
                .build()
                .getConfigMapping(mapping);
    }
}
