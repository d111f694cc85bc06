package dev.hone.api.finetuning;

import static dev.hone.api.testing.Calls.asUser;
import static dev.hone.api.testing.Calls.dataset;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.api.testing.Platform;
import dev.hone.api.testing.Slate;
import dev.hone.api.testing.TinyBase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Platform.class)
class AdapterOfAJobTest {
    @Inject Slate slate;

    @BeforeEach
    void aBaseAndNothingElse() {
        slate.clean();
        TinyBase.imported("tiny");
    }

    @Test
    void anAdapterThatTheBaseCannotHaveIsRefusedWithEveryReason() {
        var answer =
                create(
                        """
                        "training_file":"%s","method":{"type":"supervised","supervised":
                            {"hyperparameters":{"lora_rank":5,"target_modules":["q_proj"],
                             "alpha_pattern":{"[":1},"rank_pattern":{"up_proj":2}}}}\
                        """
                                .formatted(dataset(1)));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.<List<String>>path("errors.message"))
                .containsExactly(
                        "rank_pattern \"up_proj\" matches no adapted module of [q_proj] in layers 0–0",
                        "alpha_pattern must be of regular expressions, \"[\" is none: Unclosed character class",
                        "rank must be at most 4 on q_proj, whose weight is 4 × 4, was 5");
    }

    private static Response create(String members) {
        return asUser().contentType("application/json")
                .body("{\"model\":\"tiny\",%s}".formatted(members))
                .post("/v1/fine_tuning/jobs");
    }
}
