package dev.hone.orchestrator.jobs;

import dev.hone.orchestrator.adapters.Adapters;
import dev.hone.orchestrator.background.BackgroundConfig;
import dev.hone.orchestrator.background.Loop;
import dev.hone.orchestrator.files.FileSweeper;
import dev.hone.orchestrator.outbox.Outbox;
import dev.hone.orchestrator.uploads.UploadSweeper;
import dev.hone.orchestrator.workers.PoolsConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the reconciler for as long as the process lives, and at longer intervals the sweepers of
/// the object store.
@ApplicationScoped
class ReconcilerLoop {
    private static final Logger LOG = LoggerFactory.getLogger(ReconcilerLoop.class);
    private static final Duration SWEEP = Duration.ofMinutes(10);
    private static final Duration KEEP_PUBLISHED = Duration.ofHours(1);

    private final Reconciler reconciler;
    private final Preemptions preemptions;
    private final Outbox outbox;
    private final ObjectSweeper objects;
    private final FileSweeper files;
    private final UploadSweeper uploads;
    private final Adapters adapters;
    private final BackgroundConfig config;
    private final JobsConfig jobs;
    private final PoolsConfig pools;
    private @Nullable Loop reconcile;
    private @Nullable Loop sweep;

    ReconcilerLoop(
            Reconciler reconciler,
            Preemptions preemptions,
            Outbox outbox,
            ObjectSweeper objects,
            FileSweeper files,
            UploadSweeper uploads,
            Adapters adapters,
            BackgroundConfig config,
            JobsConfig jobs,
            PoolsConfig pools) {
        this.reconciler = reconciler;
        this.preemptions = preemptions;
        this.outbox = outbox;
        this.objects = objects;
        this.files = files;
        this.uploads = uploads;
        this.adapters = adapters;
        this.config = config;
        this.jobs = jobs;
        this.pools = pools;
    }

    /// Settings that contradict each other fail the start, not the first claim.
    void start(@Observes StartupEvent started) {
        if (jobs.keepCheckpoints() < 1) {
            throw new IllegalStateException(
                    "hone.jobs.keep-checkpoints must be at least 1, was " + jobs.keepCheckpoints());
        }
        LOG.atInfo()
                .addKeyValue("lease", jobs.leaseForWorkers())
                .addKeyValue("pools", pools.pools())
                .log("Job protocol is set up");
        if (config.background()) {
            reconcile = Loop.start("reconciler", config.reconcileEvery(), this::reconcile);
            sweep = Loop.start("sweeper", SWEEP, this::sweep);
        }
    }

    void stop(@Observes ShutdownEvent stopped) {
        if (reconcile != null) {
            reconcile.close();
        }
        if (sweep != null) {
            sweep.close();
        }
    }

    private void reconcile() {
        reconciler.endExpiredLeases();
        reconciler.requeueRetries();
        reconciler.stopOverdue();
        reconciler.ringLostBells();
        reconciler.settleShares();
        pools.pools().forEach(preemptions::makeRoom);
    }

    private void sweep() {
        outbox.prune(KEEP_PUBLISHED);
        objects.sweepEndedJobs();
        uploads.sweepAll();
        files.sweepAll();
        adapters.sweepAll();
    }
}
