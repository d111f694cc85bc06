package dev.hone.orchestrator.quotes;

import dev.hone.orchestrator.quotes.QuotesConfig.Tariff;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Energy and money by the configured tariff of a pool.
final class Tariffs {
    private static final double WATT_SECONDS = 3.6e6;
    private static final double HOUR = 3600;

    private Tariffs() {}

    static Optional<Cost> cost(Tariff tariff, Seconds seconds) {
        Optional<Double> energy =
                tariff.watts().map(watts -> watts * seconds.expected() / WATT_SECONDS);
        Optional<Double> money =
                tariff.currency()
                        .filter(_ ->
                                tariff.pricePerHour().isPresent()
                                        || (energy.isPresent() && tariff.pricePerKwh().isPresent()))
                        .map(_ ->
                                tariff.pricePerHour().orElse(0.0) * seconds.expected() / HOUR
                                        + energy.orElse(0.0) * tariff.pricePerKwh().orElse(0.0));
        return energy.isEmpty() && money.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Cost(
                                energy.orElse(null),
                                money.orElse(null),
                                money.isPresent() ? tariff.currency().orElse(null) : null));
    }

    /// What is wrong with a tariff, each with its property.
    static List<String> faults(String pool, Tariff tariff) {
        var faults = new ArrayList<String>();
        var prefix = "hone.quotes.pools.\"%s\".".formatted(pool);
        within(prefix + "watts", tariff.watts(), 100_000, faults);
        within(prefix + "price-per-kwh", tariff.pricePerKwh(), 1_000, faults);
        within(prefix + "price-per-hour", tariff.pricePerHour(), 100_000, faults);
        tariff.currency()
                .filter(currency -> !currency.matches("[A-Z]{3}"))
                .ifPresent(currency ->
                        faults.add(
                                "%scurrency must be three capital letters, was \"%s\""
                                        .formatted(prefix, currency)));
        boolean priced = tariff.pricePerHour().isPresent() || tariff.pricePerKwh().isPresent();
        if (priced && tariff.currency().isEmpty()) {
            faults.add("%scurrency must be given with a price".formatted(prefix));
        }
        return faults;
    }

    private static void within(
            String name, Optional<Double> value, double most, List<String> faults) {
        value.filter(given -> !(given >= 0 && given <= most))
                .ifPresent(given ->
                        faults.add("%s must be 0–%.0f, was %s".formatted(name, most, given)));
    }
}
