package dev.hone.orchestrator.jobs;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Who gets the workers.
@ConfigMapping(prefix = "hone.scheduling")
public interface SchedulingConfig {
    /// Waiting that lifts a job by one class of priority, so that nobody waits for ever.
    @WithDefault("6h")
    Duration promoteAfter();

    /// What a job without a quote is charged until it has ended.
    @WithDefault("10m")
    Duration unquoted();

    /// Whether jobs of a lower class stop at a checkpoint for waiting ones of a higher class.
    @WithDefault("true")
    boolean preemption();

    /// How long a job waits before one of a lower class is stopped for it.
    @WithDefault("1m")
    Duration preemptAfter();

    /// How long an attempt runs before it can be stopped for another job.
    @WithDefault("5m")
    Duration undisturbed();

    /// How old what is said of places in the queue may be; in long queues, ten times what it takes
    /// to look. Zero to look each time.
    @WithDefault("2s")
    Duration forecastAge();

    /// By project; those that are not named have the defaults.
    Map<String, ProjectPolicy> projects();

    /// What a project is entitled to.
    interface ProjectPolicy {
        /// Share of the workers relative to other projects that want some.
        @WithDefault("1")
        int weight();

        /// Jobs that workers may have at once.
        Optional<Integer> runningJobs();

        /// Seconds of workers in a month, by the database's calendar.
        Optional<Double> workerSecondsPerMonth();
    }
}
