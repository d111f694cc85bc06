package dev.hone.orchestrator.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.protocol.FailureCode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class UnmappedFailuresTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final UnmappedFailures unmapped = new UnmappedFailures(meters, Runnable::run);

    @Test
    void whatTheCatalogueKnowsIsNotCounted() {
        unmapped.look(new JobEntity(), "w1", FailureCode.HUNG.code());

        assertThat(meters.getMeters()).isEmpty();
    }

    @Test
    void whatHasNoCodeOfItsOwnAndWhatIsForeignIsCountedByItsCode() {
        unmapped.look(new JobEntity(), "w1", "unexpected");
        unmapped.look(new JobEntity(), "w1", "gpu_on_fire");
        unmapped.look(new JobEntity(), "w2", "gpu_on_fire");

        assertThat(count("unexpected")).isEqualTo(1);
        assertThat(count("gpu_on_fire")).isEqualTo(2);
    }

    @Test
    void aCodeThatIsNoneIsOther() {
        unmapped.look(new JobEntity(), "w1", "Gpu on fire!\n");
        unmapped.look(new JobEntity(), "w1", "x".repeat(65));

        assertThat(count("other")).isEqualTo(2);
    }

    @Test
    void howeverManyCodesThereAreTheSeriesAreFew() {
        for (int code = 0; code < 1_000; code++) {
            unmapped.look(new JobEntity(), "w1", "code_" + code);
        }

        assertThat(meters.getMeters()).hasSize(33);
        assertThat(count("code_31")).isEqualTo(1);
        assertThat(count("other")).isEqualTo(1_000 - 32);
    }

    private double count(String code) {
        return meters.counter("hone.failures.unmapped", "code", code).count();
    }
}
