package dev.hone.orchestrator.invariants;

import dev.hone.orchestrator.background.BackgroundConfig;
import dev.hone.orchestrator.background.Loop;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Checks the invariants for as long as the process lives: a gauge for the alarm, and one ERROR
/// line for each that is broken.
@ApplicationScoped
class InvariantsLoop {
    private static final Logger LOG = LoggerFactory.getLogger(InvariantsLoop.class);

    private final Invariants invariants;
    private final BackgroundConfig config;
    private final AtomicLong broken;
    private @Nullable Loop loop;

    InvariantsLoop(Invariants invariants, BackgroundConfig config, MeterRegistry meters) {
        this.invariants = invariants;
        this.config = config;
        this.broken = meters.gauge("hone.invariants.violated", new AtomicLong());
    }

    void start(@Observes StartupEvent started) {
        if (config.background()) {
            loop = Loop.start("invariants", config.invariantsEvery(), this::check);
        }
    }

    void stop(@Observes ShutdownEvent stopped) {
        if (loop != null) {
            loop.close();
        }
    }

    private void check() {
        var violations = invariants.check();
        broken.set(violations.size());
        for (var violation : violations) {
            LOG.atError()
                    .addKeyValue("invariant", violation.number())
                    .addKeyValue("rule", violation.name())
                    .addKeyValue("rows", violation.rows())
                    .addKeyValue("example", violation.example())
                    .log("Invariant is violated");
        }
    }
}
