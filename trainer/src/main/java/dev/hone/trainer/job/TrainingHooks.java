package dev.hone.trainer.job;

import dev.hone.datasets.plan.Activations;
import dev.hone.datasets.plan.MemoryPlan;
import dev.hone.protocol.CheckpointManifest;
import dev.hone.protocol.Directive;
import dev.hone.protocol.TrainEvent;
import dev.hone.trainer.device.DeviceMemory;
import dev.hone.trainer.recipe.Progress;
import dev.hone.trainer.recipe.RunHooks;
import dev.hone.trainer.recipe.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Joins a training run to its attempt: steps become heartbeats, events and rows of the result
/// table, checkpoints go to the store, directives become signals.
final class TrainingHooks implements RunHooks {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingHooks.class);

    /// Weight of the newest step in the shown speed: steps differ in length, people want calm.
    private static final double NEWEST = 0.1;

    /// As long as an operator who is called needs, and no more than an owner who pauses waits.
    private static final Duration STOP_WAITS = Duration.ofMinutes(1);

    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);

    private final RunningJob job;
    private final Upload upload;
    private final MetricsTable metrics;
    private final Path scratch;
    private final OptionalLong limit;
    private final @Nullable Path resumeFrom;
    private @Nullable Progress last;
    private long lastAt = System.nanoTime();
    private double secondsPerStep;
    private double tokensPerSecond;

    /// @param scratch directory for what is on its way to the store
    /// @param limit bytes that the job may plan with, if it is limited
    /// @param resumeFrom directory with the files of a checkpoint
    TrainingHooks(
            RunningJob job,
            Upload upload,
            MetricsTable metrics,
            Path scratch,
            OptionalLong limit,
            @Nullable Path resumeFrom) {
        this.job = job;
        this.upload = upload;
        this.metrics = metrics;
        this.scratch = scratch;
        this.limit = limit;
        this.resumeFrom = resumeFrom;
    }

    boolean hasStepped() {
        return last != null;
    }

    @Override
    public Optional<Path> latestCheckpoint() {
        return Optional.ofNullable(resumeFrom);
    }

    @Override
    public OptionalLong memory(DeviceMemory device) {
        return DeviceMemory.least(device.available(), limit);
    }

    @Override
    public OptionalInt mostCallTokens() {
        return job.mostCallTokens();
    }

    @Override
    public void callsOf(int tokens) {
        job.calls(tokens);
    }

    @Override
    public void planned(MemoryPlan memory) {
        job.info(
                "Memory: about %d MiB predicted at the peak%s, calls of up to %d tokens%s%s."
                        .formatted(
                                memory.peak() >> 20,
                                memory.available().isPresent()
                                        ? " of %d MiB"
                                                .formatted(memory.available().getAsLong() >> 20)
                                        : "",
                                memory.largestCall(),
                                mostCallTokens().isPresent()
                                        ? ", as memory ran out in an earlier attempt"
                                        : "",
                                switch (memory.activations()) {
                                    case SAVED -> "";
                                    case RECOMPUTED ->
                                            "; there is no room to keep the activations of one row,"
                                                    + " so each layer's are recomputed on the way"
                                                    + " back";
                                }));
    }

    @Override
    public void shrunk(int tokensAtOnce, Activations activations) {
        job.warn(
                ("There was not enough memory for a step; it is done again with calls of up to %d"
                                + " tokens%s. The batch stays as it is.")
                        .formatted(
                                tokensAtOnce,
                                switch (activations) {
                                    case SAVED -> "";
                                    case RECOMPUTED -> " and activations recomputed";
                                }));
    }

    @Override
    public Signal signal() {
        return switch (job.stop().reason().orElse(null)) {
            case null -> Signal.CONTINUE;
            case StopSignal.Reason.Told(var directive) when directive == Directive.CANCEL ->
                    Signal.CANCEL;
            case StopSignal.Reason.LeaseLost _ -> Signal.CANCEL;
            case StopSignal.Reason.Told _ -> Signal.PAUSE;
            case StopSignal.Reason.ShuttingDown _ -> Signal.PAUSE;
        };
    }

    @Override
    public void getsOn(Work work) {
        job.pulse()
                .beat(
                        switch (work) {
                            case STEP -> Phase.TRAINING;
                            case VALIDATION -> Phase.VALIDATING;
                        });
    }

    @Override
    public void progressed(Progress now) {
        measure(now);
        last = now;
        job.progress(now.step(), now.totalSteps());
        metrics.trained(now.step(), now.loss(), null);
        job.tell(
                new TrainEvent.Step(
                        now.step(),
                        now.totalSteps(),
                        now.epoch(),
                        now.loss(),
                        now.learningRate(),
                        now.gradientNorm(),
                        tokensPerSecond,
                        secondsPerStep * (now.totalSteps() - now.step())));
    }

    @Override
    public void validated(int step, double loss) {
        metrics.validated(step, loss, null);
        job.tell(new TrainEvent.Validated(step, loss));
        lastAt = System.nanoTime();
    }

    @Override
    public void noted(String message) {
        job.info(message);
    }

    /// A checkpoint that cannot be kept costs time after a crash, not the run. Where the job shall
    /// stop with it, what was done since the last one would be lost for certain: then it is tried
    /// again for a while.
    @Override
    public void save(int step, Snapshot snapshot) {
        var done = last;
        if (done == null || done.step() != step) {
            return;
        }
        var failure = keep(done, snapshot);
        if (failure.isPresent() && canWait()) {
            LOG.atWarn()
                    .addKeyValue("jobId", job.claim().spec().jobId())
                    .addKeyValue("step", step)
                    .log("Stop waits for its checkpoint");
            failure = keepWithin(STOP_WAITS, done, snapshot);
        }
        if (failure.isPresent()) {
            job.warn(
                    "The checkpoint of step %d could not be stored (%s); %s without it."
                            .formatted(
                                    step,
                                    failure.get().getMessage(),
                                    job.stop().isRaised() ? "the job stops" : "training goes on"));
        }
        lastAt = System.nanoTime();
    }

    /// Whether the job shall stop, and nobody is in a hurry that it does.
    private boolean canWait() {
        return job.stop().reason().orElse(null) instanceof StopSignal.Reason.Told
                && signal() == Signal.PAUSE;
    }

    private Optional<IOException> keepWithin(Duration time, Progress done, Snapshot snapshot) {
        long end = System.nanoTime() + time.toNanos();
        var failure = keep(done, snapshot);
        while (failure.isPresent() && canWait() && System.nanoTime() < end) {
            LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
            failure = keep(done, snapshot);
        }
        return failure;
    }

    /// @return why it could not be stored
    private Optional<IOException> keep(Progress done, Snapshot snapshot) {
        job.pulse().beat(Phase.SAVING);
        try {
            store(done, snapshot.write(Files.createDirectories(scratch)));
            return Optional.empty();
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("jobId", job.claim().spec().jobId())
                    .addKeyValue("step", done.step())
                    .addKeyValue("cause", e.toString())
                    .log("Checkpoint not stored");
            return Optional.of(e);
        }
    }

    private void store(Progress done, Map<String, Path> files) throws IOException {
        var prefix = "checkpoints/step-%d/".formatted(done.step());
        var table = scratch.resolve(MetricsTable.FILE);
        metrics.write(table);
        var objects = upload.files(files, prefix);
        objects.addAll(upload.files(Map.of(MetricsTable.FILE, table), prefix));
        var manifest = new CheckpointManifest(done.step(), done.epoch(), done.loss(), objects);
        if (job.checkpoint(manifest)) {
            job.info("Checkpoint of step %d stored.".formatted(done.step()));
        }
    }

    private void measure(Progress now) {
        long at = System.nanoTime();
        double seconds = Math.max(1e-6, (at - lastAt) / 1e9);
        double speed = now.tokens() / seconds;
        lastAt = at;
        secondsPerStep = last == null ? seconds : mix(secondsPerStep, seconds);
        tokensPerSecond = last == null ? speed : mix(tokensPerSecond, speed);
    }

    private static double mix(double old, double newest) {
        return old + NEWEST * (newest - old);
    }
}
