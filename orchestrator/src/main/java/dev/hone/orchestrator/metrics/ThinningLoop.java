package dev.hone.orchestrator.metrics;

import dev.hone.orchestrator.background.BackgroundConfig;
import dev.hone.orchestrator.background.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Thins old metrics for as long as the process lives.
@ApplicationScoped
class ThinningLoop {
    private final Thinning thinning;
    private final MetricsConfig config;
    private final BackgroundConfig background;
    private @Nullable Loop loop;
    private volatile boolean closing;

    ThinningLoop(Thinning thinning, MetricsConfig config, BackgroundConfig background) {
        this.thinning = thinning;
        this.config = config;
        this.background = background;
    }

    /// A setting out of bounds fails the start, naming its property.
    void start(@Observes StartupEvent started) {
        int points = config.keepPoints();
        if (points < Metrics.FEWEST_POINTS || points > Metrics.MOST_POINTS) {
            throw new IllegalStateException(
                    "hone.metrics.keep-points must be %d–%d, was %d"
                            .formatted(Metrics.FEWEST_POINTS, Metrics.MOST_POINTS, points));
        }
        if (background.background()) {
            loop = Loop.start("thinning", config.thinEvery(), this::pass);
        }
    }

    void stop(@Observes ShutdownEvent stopped) {
        closing = true;
        if (loop != null) {
            loop.close();
        }
    }

    private void pass() {
        try {
            var mayBeMore = true;
            while (mayBeMore && !closing) {
                mayBeMore = thinning.thinNext();
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("metrics cannot be thinned", failure);
        }
    }
}
