package dev.hone.datasets.rows;

import static dev.hone.datasets.rows.Sources.file;
import static dev.hone.datasets.rows.Sources.rows;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitTest {
    private static final SplitRule TENTH = new SplitRule(0.1, 0);

    private record Sides(Split split, String training, String validation) {}

    /// Rows come in front, behind and in between, others go; those that stay stay on their side.
    @RepeatedTest(10)
    void aRowNeverMovesWhateverRowsComeOrGo(RepetitionInfo repetition) throws IOException {
        var random = new SplittableRandom(repetition.getCurrentRepetition());
        var before = random.ints(300, 0, 1_000).mapToObj(i -> "q%d=%d".formatted(i, i % 7));
        var sides = split(rows(before.toArray(String[]::new)), TENTH);
        var more =
                random.ints(900, 0, 1_000)
                        .mapToObj(i -> "q%d=%d".formatted(i, random.nextInt(7)))
                        .toArray(String[]::new);

        var grown = split(rows(more), TENTH);

        assertThat(questions(sides.validation())).isNotEmpty();
        assertThat(questions(grown.validation()))
                .doesNotContainAnyElementsOf(questions(sides.training()));
        assertThat(questions(grown.training()))
                .doesNotContainAnyElementsOf(questions(sides.validation()))
                .doesNotContainAnyElementsOf(questions(grown.validation()));
    }

    /// Banking77 has 10,003 rows to train on and 3,080 to test with: 13,083 in all.
    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.1, 0.2, 0.5, 0.9})
    void theShareIsWithinTheBoundsOfTheBinomial(double share) throws IOException {
        int rows = 13_083;
        var questions =
                IntStream.range(0, rows).mapToObj(i -> "Why was card %d declined?=77".formatted(i));

        var split = split(rows(questions.toArray(String[]::new)), new SplitRule(share, 0)).split();

        // beyond four standard deviations once in 16,000
        double deviation = Math.sqrt(rows * share * (1 - share));
        assertThat((double) split.validationRows())
                .isBetween(rows * share - 4 * deviation, rows * share + 4 * deviation);
        assertThat(split.trainingRows() + split.validationRows()).isEqualTo(rows);
    }

    @Test
    void aLargerShareKeepsBackWhatASmallerOneDoes() throws IOException {
        var file = rows(IntStream.range(0, 500).mapToObj(i -> i + "=x").toArray(String[]::new));

        var tenth = questions(split(file, TENTH).validation());
        var fifth = questions(split(file, new SplitRule(0.2, 0)).validation());

        assertThat(fifth).containsAll(tenth).hasSizeGreaterThan(tenth.size());
    }

    @Test
    void anotherSeedKeepsBackOtherRows() throws IOException {
        var file = rows(IntStream.range(0, 500).mapToObj(i -> i + "=x").toArray(String[]::new));

        assertThat(questions(split(file, new SplitRule(0.1, 1)).validation()))
                .isNotEqualTo(questions(split(file, TENTH).validation()));
    }

    /// The set is from src/test/python/split_reference.py: another rule would move the rows of
    /// every dataset there is.
    @Test
    void theRuleIsTheSameInEveryRelease() throws IOException {
        var file = rows(IntStream.range(0, 60).mapToObj(i -> i + "=x").toArray(String[]::new));

        assertThat(questions(split(file, TENTH).validation()))
                .isEqualTo(Set.of("6", "30", "52", "58"));
    }

    @Test
    void everyRowKeepsItsBytes() throws IOException {
        var first = "{ \"prompt\": \"a\\u0041\",  \"completion\": \"1\", \"note\": [1.50] }";
        var lines = first + "\r\n\n" + Sources.line("b=2") + Sources.line("c=3").strip();

        var sides = split(file(lines), new SplitRule(0.5, 0));

        var kept = (sides.training() + sides.validation()).lines().collect(Collectors.toSet());
        assertThat(kept).isEqualTo(Set.of(first, row("b", "2"), row("c", "3")));
    }

    @Test
    void aTableKeepsItsHeaderOnBothSidesAndItsCellsOfSeveralLines() throws IOException {
        var table =
                "prompt;completion\n"
                        + IntStream.range(0, 40)
                                .mapToObj("\"q%1$d;\n\"\"x\"\"\";%1$d\n"::formatted)
                                .collect(Collectors.joining());

        var sides = split(file(table), new SplitRule(0.5, 0));

        assertThat(sides.training()).startsWith("prompt;completion\n\"q");
        assertThat(sides.validation()).startsWith("prompt;completion\n\"q");
        assertThat(Contents.of(file(sides.training())).rows())
                .isEqualTo(sides.split().trainingRows());
        assertThat(sides.training().length() + sides.validation().length())
                .isEqualTo(table.length() + "prompt;completion\n".length());
    }

    @Test
    void anArrayIsSplitIntoArrays() throws IOException {
        var array =
                IntStream.range(0, 40)
                        .mapToObj(i -> row("q" + i, "x"))
                        .collect(Collectors.joining(" ,\n", "[", "]"));

        var sides = split(file(array), new SplitRule(0.5, 0));

        assertThat(Contents.of(file(sides.validation())).rows())
                .isEqualTo(sides.split().validationRows())
                .isBetween(5L, 35L);
        assertThat(sides.validation()).startsWith("[\n{").endsWith("}\n]\n");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.1, 1.1, Double.NaN})
    void aShareLeavesSomethingOnBothSides(double share) {
        assertThatThrownBy(() -> new SplitRule(share, 0))
                .hasMessage("validation must be above 0 and below 1");
    }

    private static Sides split(RowSource file, SplitRule rule) throws IOException {
        var training = new ByteArrayOutputStream();
        var validation = new ByteArrayOutputStream();
        var split = Split.of(file, rule, training, validation);
        return new Sides(split, training.toString(UTF_8), validation.toString(UTF_8));
    }

    private static Set<String> questions(String lines) {
        var questions = new HashSet<String>();
        lines.lines().forEach(line -> questions.add(line.split("\"", 5)[3]));
        return new TreeSet<>(questions);
    }

    private static String row(String question, String answer) {
        return Sources.line(question + "=" + answer).strip();
    }
}
