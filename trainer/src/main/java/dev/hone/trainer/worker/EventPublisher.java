package dev.hone.trainer.worker;

import dev.hone.protocol.EventEnvelope;
import dev.hone.protocol.TrainEvent;
import dev.hone.trainer.job.Json;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// Tells what an attempt does, on a thread of its own, so that no broker can slow the training.
///
/// Steps are thinned to one per [#STEP_GAP]: the first and the last always go, between them the
/// newest. What does not fit the buffer pushes out the oldest.
final class EventPublisher implements AutoCloseable {
    static final Duration STEP_GAP = Duration.ofMillis(250);
    private static final int BUFFER = 256;

    private final String jobId;
    private final long token;
    private final EventSink sink;
    private final InstantSource clock;
    private final Thread sender;
    private final ArrayDeque<TrainEvent> waiting = new ArrayDeque<>();
    private TrainEvent.@Nullable Step held;
    private long lastStepAt = System.nanoTime() - STEP_GAP.toNanos();
    private long sequence;
    private boolean closed;

    EventPublisher(String jobId, long token, EventSink sink, InstantSource clock) {
        this.jobId = jobId;
        this.token = token;
        this.sink = sink;
        this.clock = clock;
        this.sender = Thread.ofPlatform().name("events").daemon().start(this::deliver);
    }

    synchronized void tell(TrainEvent event) {
        if (event instanceof TrainEvent.Step step) {
            held = step;
            if (step.step() >= step.totalSteps()) {
                releaseHeld();
            }
        } else {
            releaseHeld();
            enqueue(event);
        }
        notifyAll();
    }

    /// Sends what is waiting, for a second at most.
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            var _ = sender.join(Duration.ofSeconds(1));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver() {
        for (var event = next(); event != null; event = next()) {
            var envelope = new EventEnvelope(jobId, token, sequence++, clock.instant(), event);
            sink.send(jobId, Json.bytes(envelope));
        }
    }

    private synchronized @Nullable TrainEvent next() {
        while (true) {
            long untilStep = lastStepAt + STEP_GAP.toNanos() - System.nanoTime();
            if (held != null && (closed || untilStep <= 0)) {
                releaseHeld();
            }
            if (!waiting.isEmpty()) {
                return waiting.poll();
            }
            if (closed) {
                return null;
            }
            try {
                wait(held == null ? 0 : untilStep / 1_000_000 + 1);
            } catch (InterruptedException _) {
                return null;
            }
        }
    }

    private void releaseHeld() {
        if (held != null) {
            enqueue(held);
            held = null;
            lastStepAt = System.nanoTime();
        }
    }

    private void enqueue(TrainEvent event) {
        if (waiting.size() == BUFFER) {
            waiting.poll();
        }
        waiting.add(event);
    }
}
