package dev.hone.orchestrator.jobs;

import dev.hone.orchestrator.clock.DatabaseClock;
import java.time.Instant;
import java.util.PriorityQueue;

/// Simulated time and what is to happen in it. Events of the same moment come in the order in which
/// they were asked for, so a schedule is its seed and nothing else.
final class SimClock implements DatabaseClock {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long millis;
    private long asked;

    private record Event(long at, long number, Runnable what) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    @Override
    public Instant now() {
        return START.plusMillis(millis);
    }

    /// Since the start.
    long millis() {
        return millis;
    }

    void in(long pauseMillis, Runnable what) {
        events.add(new Event(millis + Math.max(0, pauseMillis), asked++, what));
    }

    /// Lets the next event happen, if there is one before `end`.
    boolean step(long endMillis) {
        var next = events.peek();
        if (next == null || next.at() > endMillis) {
            return false;
        }
        var event = events.remove();
        millis = Math.max(millis, event.at());
        event.what().run();
        return true;
    }
}
