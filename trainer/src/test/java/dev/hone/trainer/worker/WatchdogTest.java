package dev.hone.trainer.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WatchdogTest {
    private final CountDownLatch barked = new CountDownLatch(1);

    @Test
    void silenceIsActedUponWhenItsTimeIsOverAndNotBefore() throws Exception {
        var patience = Duration.ofMillis(400);
        long from = System.nanoTime();

        try (var _ = new Watchdog(patience, () -> {}, barked::countDown)) {
            barked.await();
        }

        assertThat(Duration.ofNanos(System.nanoTime() - from)).isGreaterThanOrEqualTo(patience);
    }

    @Test
    void signsOfLifePutItOff() throws Exception {
        var patience = Duration.ofMillis(800);
        long until = System.nanoTime() + patience.multipliedBy(3).toNanos();

        try (var watchdog = new Watchdog(patience, () -> {}, barked::countDown)) {
            while (System.nanoTime() < until) {
                watchdog.during(() -> {});
                assertThat(barked.await(20, TimeUnit.MILLISECONDS)).isFalse();
            }
            // and when they end, it acts
            barked.await();
        }
    }

    @Test
    void whoShowsLifeWhileItIsLookedAtIsSpared() throws Exception {
        var watchdog = new AtomicReference<Watchdog>();
        var looked = new CountDownLatch(2);

        try (var dog =
                new Watchdog(
                        Duration.ofMillis(200),
                        () -> {
                            looked.countDown();
                            if (looked.getCount() > 0) {
                                watchdog.get().during(() -> {});
                            }
                        },
                        barked::countDown)) {
            watchdog.set(dog);
            barked.await();
        }

        assertThat(looked.getCount()).isZero();
    }

    @Test
    void timeThatWeTakeOurselvesIsNoSilence() throws Exception {
        var inTime = new AtomicBoolean();

        try (var watchdog = new Watchdog(Duration.ofMillis(100), () -> {}, barked::countDown)) {
            watchdog.during(() -> inTime.set(!awaited(Duration.ofMillis(500))));
        }

        assertThat(inTime).isTrue();
    }

    private boolean awaited(Duration time) {
        try {
            return barked.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
