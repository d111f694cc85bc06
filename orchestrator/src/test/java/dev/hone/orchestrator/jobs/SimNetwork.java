package dev.hone.orchestrator.jobs;

import dev.hone.orchestrator.errors.ApiError;
import dev.hone.orchestrator.errors.ApiException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// Brings a caller's requests to a replica that is up, and the answers back: late, twice, or not at
/// all. A caller waits ten seconds; what it asked for may be done long after.
final class SimNetwork {
    private static final long PATIENCE = 10_000;

    private final SimClock clock;
    private final SimRandom random;
    private final List<SimReplica> replicas;
    private final Supplier<SimFaults> faults;

    SimNetwork(
            SimClock clock,
            SimRandom random,
            List<SimReplica> replicas,
            Supplier<SimFaults> faults) {
        this.clock = clock;
        this.random = random;
        this.replicas = replicas;
        this.faults = faults;
    }

    /// What a caller hears.
    sealed interface Answer<T> {
        record Done<T>(T value) implements Answer<T> {}

        record Stale<T>() implements Answer<T> {}

        record Refused<T>(String why) implements Answer<T> {}

        record Silence<T>() implements Answer<T> {}
    }

    <T> void call(Function<SimReplica, T> request, Consumer<Answer<T>> caller) {
        var exchange = new Exchange<>(caller);
        clock.in(PATIENCE, () -> exchange.hear(new Answer.Silence<>()));
        if (random.chance(faults.get().lostRequests())) {
            return;
        }
        clock.in(delay(), () -> arrive(request, exchange));
        if (random.chance(faults.get().repeatedRequests())) {
            clock.in(delay(), () -> arrive(request, exchange));
        }
    }

    private <T> void arrive(Function<SimReplica, T> request, Exchange<T> exchange) {
        var replica = random.of(replicas);
        if (!replica.up()) {
            clock.in(1, () -> exchange.hear(new Answer.Silence<>()));
            return;
        }
        var answer = done(request, replica);
        if (!random.chance(faults.get().lostAnswers())) {
            clock.in(random.within(1, 50), () -> exchange.hear(answer));
        }
    }

    private static <T> Answer<T> done(Function<SimReplica, T> request, SimReplica replica) {
        try {
            return new Answer.Done<>(request.apply(replica));
        } catch (ApiException refused) {
            return refused.error() instanceof ApiError.StaleToken
                    ? new Answer.Stale<>()
                    : new Answer.Refused<>(refused.error().message());
        } catch (SimTables.Aborted _) {
            return new Answer.Silence<>();
        }
    }

    private long delay() {
        return random.chance(faults.get().lateRequests())
                ? random.within(1_000, 40_000)
                : random.within(1, 50);
    }

    /// The caller hears one answer, the first.
    private static final class Exchange<T> {
        private final Consumer<Answer<T>> caller;
        private boolean heard;

        Exchange(Consumer<Answer<T>> caller) {
            this.caller = caller;
        }

        void hear(Answer<T> answer) {
            if (!heard) {
                heard = true;
                caller.accept(answer);
            }
        }
    }
}
