package dev.hone.orchestrator.quotes;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// What pools cost by their configured tariffs.
@ApplicationScoped
public class Prices {
    private static final Seconds HOUR = new Seconds(3_600, 3_600, 3_600);

    private final QuotesConfig config;

    Prices(QuotesConfig config) {
        this.config = config;
    }

    /// Empty where a pool has no price, or costs nothing.
    public Optional<Price> of(String pool) {
        return Optional.ofNullable(config.pools().get(pool))
                .flatMap(tariff -> Tariffs.cost(tariff, HOUR))
                .flatMap(Prices::price);
    }

    private static Optional<Price> price(Cost cost) {
        var perHour = cost.money();
        var currency = cost.currency();
        return perHour == null || perHour <= 0 || currency == null
                ? Optional.empty()
                : Optional.of(new Price(perHour, currency));
    }
}
