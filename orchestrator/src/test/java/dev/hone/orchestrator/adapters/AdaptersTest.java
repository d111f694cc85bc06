package dev.hone.orchestrator.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.datasets.store.ObjectStore;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.jobs.Attempts;
import dev.hone.orchestrator.testing.Fixtures;
import dev.hone.orchestrator.testing.PlatformTest;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AdaptersTest extends PlatformTest {
    @Inject Adapters adapters;
    @Inject Attempts attempts;
    @Inject ObjectStore store;

    @Test
    void adaptersAreListedNewestFirstPageByPage() {
        // given
        var older = trained();
        var newer = trained();

        // when
        var first = adapters.page(Fixtures.PROJECT, null, 1);
        var second = adapters.page(Fixtures.PROJECT, newer, 1);
        var foreign = adapters.page("foreign", null, 1);

        // then
        assertThat(first.items()).extracting(AdapterView::model).containsExactly(newer);
        assertThat(first.hasMore()).isTrue();
        assertThat(second.items()).extracting(AdapterView::model).containsExactly(older);
        assertThat(second.hasMore()).isFalse();
        assertThat(foreign.items()).isEmpty();
    }

    @Test
    void aFileOfAnAdapterIsReadWholeOrInPart() throws IOException {
        // given
        var model = trained();

        // when
        try (var whole = adapters.open(Fixtures.PROJECT, model, "adapter_model.safetensors");
                var part =
                        adapters.open(Fixtures.PROJECT, model, "adapter_model.safetensors", 2, 3)) {
            // then
            assertThat(whole.stream()).hasContent("weights");
            assertThat(new String(part.stream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("igh");
            assertThat(part.bytes()).isEqualTo(7);
        }
    }

    @Test
    void aDeletedAdapterIsGoneWithItsFiles() throws IOException {
        // given
        var model = trained();
        var adapter = adapters.find(Fixtures.PROJECT, model).orElseThrow();

        // when
        adapters.delete(Fixtures.PROJECT, model);

        // then
        assertThat(adapters.find(Fixtures.PROJECT, model)).isEmpty();
        for (var file : adapter.files()) {
            assertThat(store.size(file.object().key())).isEmpty();
        }
        assertThatThrownBy(() -> adapters.delete(Fixtures.PROJECT, model))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining(model);
    }

    private String trained() {
        var job = fixtures.submit();
        var claim = attempts.claim(fixtures.worker("w1")).orElseThrow();
        attempts.finish(job.id(), claim.token(), fixtures.success(claim));
        return job.spec().model();
    }
}
