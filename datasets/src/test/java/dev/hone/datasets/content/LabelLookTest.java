package dev.hone.datasets.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelLookTest {
    @TempDir Path scratch;

    private final Surveyed rows = new Surveyed();

    @Test
    void labelsOfLikeNumberGiveNoFinding() {
        labels("refund", 60);
        labels("delivery", 50);

        assertThat(labelFindings()).isEmpty();
    }

    @Test
    void theLabelThatMostRowsHaveIsNamedWithItsShare() {
        labels("refund", 90);
        labels("delivery", 10);

        var finding = labelFindings().getFirst();

        assertThat(finding.code()).isEqualTo(ContentCode.LABEL_IMBALANCE);
        assertThat(finding.rows()).isEqualTo(90);
        assertThat(finding.message()).contains("90.0 %", "\"refund\"");
    }

    @Test
    void rareLabelsAndThoseOfValidationAloneAreNamed() {
        labels("refund", 60);
        labels("delivery", 60);
        labels("refnud", 2);
        rows.validate("something new", "pickup").validate("something else", "refund");

        assertThat(labelFindings())
                .extracting(ContentFinding::code, ContentFinding::rows, ContentFinding::examples)
                .containsExactly(
                        tuple(ContentCode.RARE_LABEL, 2L, List.of("refnud")),
                        tuple(ContentCode.UNSEEN_LABEL, 1L, List.of("pickup")));
    }

    @Test
    void oneAnswerToManyQuestionsIsToldWhereAnswersAreNoLabels() {
        for (int i = 0; i < 300; i++) {
            rows.train("question " + i, "answer " + i);
        }
        labels("I cannot help with that.", 30);

        assertThat(labelFindings())
                .extracting(ContentFinding::code, ContentFinding::rows)
                .containsExactly(tuple(ContentCode.REPEATED_ANSWER, 30L));
    }

    @Test
    void answersThatSayNothingAreTold() {
        rows.train("one", "1").train("two", " … ").validate("three", "-");

        assertThat(labelFindings())
                .extracting(ContentFinding::code, ContentFinding::file, ContentFinding::places)
                .containsExactly(
                        tuple(
                                ContentCode.BLANK_ANSWER,
                                ContentFile.TRAINING,
                                List.of(new ContentFinding.Place(2, null))),
                        tuple(
                                ContentCode.BLANK_ANSWER,
                                ContentFile.VALIDATION,
                                List.of(new ContentFinding.Place(1, null))));
    }

    private void labels(String label, int count) {
        for (int i = 0; i < count; i++) {
            rows.train("asked number " + rows.rows(), label);
        }
    }

    private List<ContentFinding> labelFindings() {
        return rows.findings(scratch).stream()
                .filter(finding ->
                        switch (finding.code()) {
                            case LABEL_IMBALANCE,
                                    RARE_LABEL,
                                    UNSEEN_LABEL,
                                    REPEATED_ANSWER,
                                    BLANK_ANSWER ->
                                    true;
                            case EXACT_DUPLICATE,
                                    NEAR_DUPLICATE,
                                    LEAKED_ROW,
                                    NEAR_LEAK,
                                    POSSIBLE_TRIGGER,
                                    MINORITY_LANGUAGE,
                                    REPEATED_ROLE,
                                    NOT_COMPARED ->
                                    false;
                        })
                .toList();
    }
}
