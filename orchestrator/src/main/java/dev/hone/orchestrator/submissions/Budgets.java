package dev.hone.orchestrator.submissions;

import dev.hone.orchestrator.errors.Fault;
import dev.hone.orchestrator.quotes.Price;
import dev.hone.orchestrator.quotes.Prices;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/// Turns what a job may cost into worker seconds, at the price that its pool has now.
@ApplicationScoped
class Budgets {
    private final Prices prices;

    Budgets(Prices prices) {
        this.prices = prices;
    }

    Budget of(JobRequest.Bounds bounds, String pool, List<Fault> faults) {
        var money = bounds.money();
        if (money == null) {
            return new Budget(bounds.workerSeconds(), null, null);
        }
        var price = prices.of(pool);
        if (price.isEmpty()) {
            faults.add(
                    new Fault(
                            "x_hone.limits.money",
                            "pool \"%s\" has no price, so money bounds nothing, was %s: give worker_seconds, or have hone.quotes.pools.\"%s\".price-per-hour configured"
                                    .formatted(pool, money, pool),
                            "no_price"));
        }
        var affordable = price.map(known -> known.secondsFor(money));
        var seconds =
                Optional.ofNullable(bounds.workerSeconds())
                        .map(given -> Math.min(given, affordable.orElse(given)))
                        .or(() -> affordable);
        return new Budget(seconds.orElse(null), money, price.map(Price::currency).orElse(null));
    }
}
