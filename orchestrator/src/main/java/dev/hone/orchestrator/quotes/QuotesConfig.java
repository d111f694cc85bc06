package dev.hone.orchestrator.quotes;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// How jobs are quoted.
@ConfigMapping(prefix = "hone.quotes")
public interface QuotesConfig {
    /// How long a dry run waits for its preflight; then it is answered without a workload, and the
    /// preflight goes on.
    @WithDefault("20s")
    Duration dryRunWait();

    /// Time between two looks for jobs without a quote.
    @WithDefault("1s")
    Duration every();

    /// What the workers of a pool use and cost. A pool that is not named has neither energy nor
    /// price.
    Map<String, Tariff> pools();

    /// Of one worker while it trains.
    interface Tariff {
        /// Electric power, 0–100,000 watts.
        Optional<Double> watts();

        /// Of a kilowatt-hour, 0–1,000.
        Optional<Double> pricePerKwh();

        /// Of an hour of the worker, beside its energy, 0–100,000.
        Optional<Double> pricePerHour();

        /// Three capital letters; without it there are no prices.
        Optional<String> currency();
    }
}
