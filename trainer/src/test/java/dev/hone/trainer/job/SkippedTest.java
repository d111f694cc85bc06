package dev.hone.trainer.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SkippedTest {
    @Test
    void reasonsNameTheFirstLineOfEachKindAndTheCommonestFirst() {
        var skipped = new Skipped();
        skipped.add(3, "bad_role", "role must be user, was \"me\"");
        skipped.add(5, "not_json", "expected {");
        skipped.add(8, "not_json", "expected [");

        assertThat(skipped.rows()).isEqualTo(3);
        assertThat(skipped.reasons())
                .isEqualTo(
                        "2 x not_json (first on line 5: expected {);"
                                + " 1 x bad_role (first on line 3: role must be user, was \"me\")");
    }
}
