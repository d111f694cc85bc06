package dev.hone.trainer.worker;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A bell that a test rings by hand.
final class TestBell implements Bell {
    final List<String> answers = new CopyOnWriteArrayList<>();
    private final LinkedBlockingQueue<Boolean> rings = new LinkedBlockingQueue<>();

    void strike() {
        rings.add(true);
    }

    @Override
    public Optional<Ring> await(Duration patience) {
        try {
            var ring = rings.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            return Boolean.TRUE.equals(ring) ? Optional.of(new TestRing()) : Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void cover() {
        answers.add("cover");
    }

    @Override
    public void wake() {
        rings.add(false);
    }

    @Override
    public void close() {}

    private final class TestRing implements Ring {
        @Override
        public void accept() {
            answers.add("accept");
        }

        @Override
        public void release() {
            answers.add("release");
            rings.add(true);
        }
    }
}
