package dev.hone.orchestrator.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeedsTest {
    private static final Traits WORKER = new Traits(Map.of("region", "eu", "device", "cpu"), 8_000);

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "8192, 8192", "8193, 8192", "9000, 8933", "16383, 15024"})
    void memoryIsRoundedDownByLessThanATenth(long wanted, long kept) {
        assertThat(Needs.NONE.withMemory(wanted).memoryMebibytes()).isEqualTo(kept);
    }

    @Test
    void everyLabelMustBeThereWithItsValue() {
        assertThat(new Needs(Map.of("region", "eu"), 0).metBy(WORKER)).isTrue();
        assertThat(new Needs(Map.of("region", "us"), 0).metBy(WORKER)).isFalse();
        assertThat(new Needs(Map.of("region", "eu", "rack", "7"), 0).metBy(WORKER)).isFalse();
    }

    @Test
    void aWorkerThatCannotSayItsMemoryIsBelievedToHaveEnough() {
        var much = new Needs(Map.of(), 9_000);

        assertThat(much.metBy(WORKER)).isFalse();
        assertThat(much.metBy(new Traits(Map.of(), 0))).isTrue();
    }

    @Test
    void whatIsWantedIsSaidInTheOrderOfNames() {
        assertThat(new Needs(Map.of("region", "eu", "device", "cpu"), 2_048).words())
                .isEqualTo("device=cpu, region=eu and 2048 MiB of memory");
        assertThat(Needs.NONE.words()).isEmpty();
    }
}
