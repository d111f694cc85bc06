package dev.hone.datasets.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.hone.datasets.sample.Row;
import dev.hone.datasets.sample.Sample;
import dev.hone.protocol.DatasetFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SurveyTest {
    @Test
    void aSoundFileHasNothingToBeWarnedOf() throws IOException {
        assertThat(warnings(chat("Hi", "Hello"), chat("Bye", "See you"))).isEmpty();
    }

    @Test
    void copiesAndContradictionsAreToldWithTheirLines() throws IOException {
        var warnings =
                warnings(
                        chat("Is it open?", "yes"),
                        chat("Is it closed?", "no"),
                        chat("Is it open?", "yes"),
                        chat("Is it open?", "no"),
                        chat("Is it open?", "yes"));

        assertThat(warnings)
                .containsExactly(
                        new Warning(
                                WarningCode.REPEATED_ROW,
                                2,
                                List.of(3L, 5L),
                                "rows that say what an earlier row says; each copy is learned again: 2"),
                        new Warning(
                                WarningCode.CONTRADICTION,
                                1,
                                List.of(4L),
                                "rows that answer differently what an earlier row was asked too;"
                                        + " no model can learn both: 1"));
    }

    @Test
    void whatIsSensitiveIsCountedByRowsWhereverItStands() throws IOException {
        var warnings =
                warnings(
                        chat("I am a@b.example and c@d.example", "noted"),
                        chat("Who are you?", "Call +49 30 1234567"),
                        chat("Which key?", "AKIAIOSFODNN7EXAMPLE for e@f.example"));

        assertThat(warnings)
                .extracting(Warning::code, Warning::rows, Warning::firstLines)
                .containsExactly(
                        tuple(WarningCode.SECRET, 1L, List.of(3L)),
                        tuple(WarningCode.EMAIL, 2L, List.of(1L, 3L)),
                        tuple(WarningCode.PHONE, 1L, List.of(2L)));
    }

    @Test
    void plainTextsAreComparedAsWholes() throws IOException {
        assertThat(warnings("{\"text\":\"one\"}", "{\"text\":\"two\"}", "{\"text\":\"two\"}"))
                .extracting(Warning::code, Warning::firstLines)
                .containsExactly(tuple(WarningCode.REPEATED_ROW, List.of(3L)));
    }

    @Test
    void onlyTheFirstLinesAreNamed() throws IOException {
        var rows = new String[30];
        Arrays.fill(rows, chat("same", "same"));

        var warning = warnings(rows).getFirst();

        assertThat(warning.rows()).isEqualTo(29);
        assertThat(warning.firstLines()).hasSize(Survey.SHOWN_LINES).startsWith(2L, 3L);
    }

    @Test
    void whatIsBeyondTheTableIsSaidNotForgotten() {
        var survey = new Survey(10_000);
        for (int i = 0; i < 10_003; i++) {
            survey.take(row(i + 1, new Sample.Completion("prompt " + i, "completion")));
        }
        survey.take(row(10_004, new Sample.Completion("prompt 77", "completion")));

        assertThat(survey.warnings(DatasetFormat.DETECT))
                .extracting(Warning::code, Warning::rows)
                .containsExactly(
                        tuple(WarningCode.REPEATED_ROW, 1L), tuple(WarningCode.NOT_COMPARED, 3L));
    }

    @Test
    void membersThatTheShapeDoesNotReadAreToldOnceWithTheirRows() throws IOException {
        var warnings =
                warnings(
                        "{\"instruction\":\"a\",\"output\":\"b\",\"sytem\":\"c\"}",
                        "{\"instruction\":\"d\",\"output\":\"e\",\"id\":null,\"note\":\"\"}",
                        "{\"instruction\":\"f\",\"output\":\"g\",\"id\":7,\"system\":\"h\"}");

        assertThat(warnings)
                .extracting(Warning::code, Warning::rows, Warning::firstLines)
                .containsExactly(tuple(WarningCode.UNUSED_COLUMNS, 2L, List.of(1L, 3L)));
        assertThat(warnings.getFirst().message())
                .contains("read as alpaca, which does not use: sytem, id.")
                .endsWith("the members of alpaca are instruction, input, output, system, history");
    }

    @Test
    void aMappedColumnIsUsedAndTheOneThatItReplacesIsNot() throws IOException {
        var table = "prompt,question,answer\nold,new,yes\n".getBytes(UTF_8);
        var format =
                new DatasetFormat(
                        null, null, null, Map.of("prompt", "question", "completion", "answer"));

        var warnings = Inspection.of(new ByteArrayInputStream(table), format).warnings();

        assertThat(warnings).hasSize(1);
        assertThat(warnings.getFirst().message()).contains("does not use: prompt.");
    }

    private static List<Warning> warnings(String... rows) throws IOException {
        var file = String.join("\n", rows).getBytes(UTF_8);
        return Inspection.of(new ByteArrayInputStream(file)).warnings();
    }

    private static String chat(String question, String answer) {
        return ("{\"messages\":[{\"role\":\"user\",\"content\":\"%s\"},"
                        + "{\"role\":\"assistant\",\"content\":\"%s\"}]}")
                .formatted(question, answer);
    }

    private static Row.Usable row(long line, Sample sample) {
        return new Row.Usable(line, 0, sample, List.of());
    }
}
