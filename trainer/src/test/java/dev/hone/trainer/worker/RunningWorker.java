package dev.hone.trainer.worker;

import dev.hone.protocol.ClaimRequest;
import dev.hone.protocol.Instance;
import dev.hone.protocol.JobProtocol;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGeneratorFactory;

/// A worker at work on a thread of its own.
final class RunningWorker implements AutoCloseable {
    final TestEvents events = new TestEvents();
    final Worker worker;
    private static final Duration REFUSED = Duration.ofMillis(50);
    static final Instance INSTANCE = new Instance("home-1", 1, "here");

    private final HttpControlPlane client;
    private final Thread thread;

    RunningWorker(TestControlPlane controlPlane, Bell bell, JobRunner runner, Duration askEvery) {
        this.client = controlPlane.client();
        var around =
                new Attempt.Surroundings(
                        "worker-1",
                        client,
                        events,
                        InstantSource.system(),
                        RandomGeneratorFactory.of("L64X128MixRandom").create(1));
        var request =
                new ClaimRequest(
                        "worker-1",
                        INSTANCE,
                        "default",
                        "cpu, 1 threads",
                        "test",
                        JobProtocol.VERSION,
                        0,
                        Map.of());
        var pace = new Worker.Pace(askEvery, REFUSED);
        this.worker = new Worker(request, bell, runner, pace, around);
        this.thread = Thread.ofPlatform().name("worker").start(worker::run);
    }

    @Override
    public void close() {
        worker.stop();
        Await.until("the end of the worker", () -> !thread.isAlive());
        client.close();
    }
}
