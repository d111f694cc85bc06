package dev.hone.orchestrator.quotes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TariffsTest {
    private static final Seconds HALF_AN_HOUR = new Seconds(1800, 1000, 3000);

    @Test
    void moneyIsTheHoursPriceAndThatOfTheEnergy() {
        assertThat(Tariffs.cost(tariff(400, 0.25, 2, "EUR"), HALF_AN_HOUR))
                .contains(new Cost(0.2, 1.05, "EUR"));
    }

    @Test
    void whatIsNotConfiguredIsAbsent() {
        assertThat(Tariffs.cost(tariff(null, null, null, null), HALF_AN_HOUR)).isEmpty();
        assertThat(Tariffs.cost(tariff(400, null, null, null), HALF_AN_HOUR))
                .contains(new Cost(0.2, null, null));
        assertThat(Tariffs.cost(tariff(null, null, 2, "EUR"), HALF_AN_HOUR))
                .contains(new Cost(null, 1.0, "EUR"));
    }

    @Test
    void allFaultsAreToldWithTheirProperties() {
        assertThat(Tariffs.faults("gpu", tariff(-1, 2000, Double.NaN, "euro")))
                .containsExactly(
                        "hone.quotes.pools.\"gpu\".watts must be 0–100000, was -1.0",
                        "hone.quotes.pools.\"gpu\".price-per-kwh must be 0–1000, was 2000.0",
                        "hone.quotes.pools.\"gpu\".price-per-hour must be 0–100000, was NaN",
                        "hone.quotes.pools.\"gpu\".currency must be three capital letters, was"
                                + " \"euro\"");
        assertThat(Tariffs.faults("gpu", tariff(null, null, 2, null)))
                .containsExactly("hone.quotes.pools.\"gpu\".currency must be given with a price");
    }

    private static QuotesConfig.Tariff tariff(
            @Nullable Number watts,
            @Nullable Number perKwh,
            @Nullable Number perHour,
            @Nullable String currency) {
        return new Given(
                optional(watts),
                optional(perKwh),
                optional(perHour),
                Optional.ofNullable(currency));
    }

    private static Optional<Double> optional(@Nullable Number value) {
        return Optional.ofNullable(value).map(Number::doubleValue);
    }

    private record Given(
            Optional<Double> watts,
            Optional<Double> pricePerKwh,
            Optional<Double> pricePerHour,
            Optional<String> currency)
            implements QuotesConfig.Tariff {}
}
