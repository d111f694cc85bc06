package dev.hone.trainer.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExactAnswerTest {
    @Test
    void spaceAroundAnAnswerDoesNotCount() {
        assertThat(ExactAnswer.matches("yes", " yes\n")).isTrue();
        assertThat(ExactAnswer.matches("yes", "yes.")).isFalse();
    }

    @Test
    void jsonIsComparedByValue() {
        var expected = "{\"team\": \"billing\", \"urgency\": 2}";

        assertThat(ExactAnswer.matches(expected, "{\"urgency\":2.0,\"team\":\"billing\"}"))
                .isTrue();
        assertThat(ExactAnswer.matches(expected, "{\"urgency\":3,\"team\":\"billing\"}")).isFalse();
        assertThat(ExactAnswer.matches(expected, "{\"team\":\"billing\"}")).isFalse();
    }

    @Test
    void whatFollowsTheJsonCounts() {
        assertThat(ExactAnswer.matches("{\"a\":1}", "{\"a\":1} and so on")).isFalse();
        assertThat(ExactAnswer.matches("{\"a\":1}", "{\"a\":1")).isFalse();
        assertThat(ExactAnswer.matches("{\"a\":1}", "")).isFalse();
    }

    @Test
    void textThatIsNotJsonIsComparedAsText() {
        assertThat(ExactAnswer.matches("card_arrival", "card_arrivals")).isFalse();
        assertThat(ExactAnswer.matches("007", "7")).isFalse();
    }
}
