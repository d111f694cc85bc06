package dev.hone.trainer.job;

import dev.hone.protocol.Timing;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;

/// How long an attempt has taken for what, from the start of its process on.
final class AttemptClock {
    private static final double SECOND = 1e9;

    private final LongSupplier nanos;
    private final long begun;
    private double reading;
    private double starting;
    private double training;
    private double evaluating;
    private long mark;

    private AttemptClock(LongSupplier nanos, long begun) {
        this.nanos = nanos;
        this.begun = begun;
        this.mark = begun;
    }

    static AttemptClock ofThisProcess() {
        long now = System.nanoTime();
        long age = System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
        return new AttemptClock(System::nanoTime, now - age * 1_000_000);
    }

    static AttemptClock of(LongSupplier nanos) {
        return new AttemptClock(nanos, nanos.getAsLong());
    }

    void readingBegins() {
        mark = nanos.getAsLong();
    }

    void readingEnds() {
        reading = sinceMark();
    }

    void trainingBegins() {
        starting = (nanos.getAsLong() - begun) / SECOND - reading;
        mark = nanos.getAsLong();
    }

    void trainingEnds() {
        training = sinceMark();
    }

    void evaluationBegins() {
        mark = nanos.getAsLong();
    }

    void evaluationEnds() {
        evaluating = sinceMark();
    }

    Timing timing(long readTokens, int steps, double trainingWork, double evaluationWork) {
        return new Timing(
                starting,
                reading,
                readTokens,
                training,
                steps,
                trainingWork,
                evaluating,
                evaluationWork);
    }

    private double sinceMark() {
        return (nanos.getAsLong() - mark) / SECOND;
    }
}
