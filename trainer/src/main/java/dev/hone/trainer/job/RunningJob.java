package dev.hone.trainer.job;

import dev.hone.protocol.CheckpointManifest;
import dev.hone.protocol.Claim;
import dev.hone.protocol.Directive;
import dev.hone.protocol.Outcome;
import dev.hone.protocol.TrainEvent;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/// The attempt as its own process sees it: what it is to do, whether it is to stop, and a way to
/// tell the worker, which alone keeps the lease.
final class RunningJob {
    private final Claim claim;
    private final Consumer<FromJob> worker;
    private final Pulse pulse;
    private final StopSignal stop = new StopSignal();
    private final BlockingQueue<Boolean> checkpointed = new LinkedBlockingQueue<>();
    private volatile int step;

    RunningJob(Claim claim, Consumer<FromJob> worker) {
        this.claim = claim;
        this.worker = worker;
        this.pulse = new Pulse(worker);
    }

    Claim claim() {
        return claim;
    }

    /// What the claim allows a call of the model; empty leaves it to the memory.
    OptionalInt mostCallTokens() {
        int most = claim.mostCallTokens();
        return most == 0 ? OptionalInt.empty() : OptionalInt.of(most);
    }

    StopSignal stop() {
        return stop;
    }

    Pulse pulse() {
        return pulse;
    }

    void progress(int step, int totalSteps) {
        this.step = step;
        worker.accept(new FromJob.Progressed(step, totalSteps));
    }

    void calls(int tokens) {
        worker.accept(new FromJob.Calls(tokens));
    }

    void tell(TrainEvent event) {
        worker.accept(new FromJob.Told(event));
    }

    void info(String message) {
        tell(new TrainEvent.Message(TrainEvent.Level.INFO, message));
    }

    void warn(String message) {
        tell(new TrainEvent.Message(TrainEvent.Level.WARN, message));
    }

    /// How a job ends that was asked to stop.
    Outcome.Stopped stopped() {
        return new Outcome.Stopped(stop.directive(), step);
    }

    /// Makes a checkpoint count; its files must be in the store already.
    ///
    /// @return whether it counts now
    boolean checkpoint(CheckpointManifest manifest) {
        worker.accept(new FromJob.Checkpoint(manifest));
        try {
            return checkpointed.take();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Takes what the worker says while the job runs.
    void hear(ToJob message) {
        switch (message) {
            case ToJob.Begin _ -> throw new IllegalStateException("a process has one job");
            case ToJob.Stop(var directive) -> stop.raise(reason(directive));
            case ToJob.Checkpointed(var counts) -> checkpointed.add(counts);
        }
    }

    private static StopSignal.Reason reason(Directive directive) {
        return directive == Directive.CONTINUE
                ? new StopSignal.Reason.ShuttingDown()
                : new StopSignal.Reason.Told(directive);
    }
}
