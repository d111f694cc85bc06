package dev.hone.orchestrator.jobs;

import dev.hone.protocol.Claim;
import dev.hone.protocol.Directive;
import org.jspecify.annotations.Nullable;

/// One job in the hands of a simulated worker.
final class SimAttempt {
    private static final long SELF_STOP = 20_000;

    final Claim claim;
    final SimTraining training;
    final int steps;
    long lastGoodBeat;
    boolean over;
    boolean told;
    @Nullable Directive directive;

    SimAttempt(Claim claim, SimTraining training, int steps, long askedAt) {
        this.claim = claim;
        this.training = training;
        this.steps = steps;
        this.lastGoodBeat = askedAt;
    }

    String job() {
        return claim.spec().jobId();
    }

    /// Whether it has to stop itself, for want of an answered heartbeat.
    boolean tooQuiet(long millis) {
        return millis - lastGoodBeat > SELF_STOP;
    }

    int resumedAt() {
        var resumeFrom = claim.resumeFrom();
        return resumeFrom == null ? 0 : resumeFrom.step();
    }
}
