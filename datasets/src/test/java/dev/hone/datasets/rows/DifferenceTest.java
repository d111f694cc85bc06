package dev.hone.datasets.rows;

import static dev.hone.datasets.rows.Sources.file;
import static dev.hone.datasets.rows.Sources.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.datasets.rows.Difference.Change;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DifferenceTest {
    @TempDir Path scratch;

    @Test
    void rowsThatCameWentAndChangedAreToldWithTheirLines() throws IOException {
        var difference = between(rows("a=1", "b=2", "c=3"), rows("new=4", "b=two", "a=1"));

        assertThat(difference)
                .isEqualTo(
                        new Difference(
                                1,
                                1,
                                1,
                                1,
                                List.of(
                                        new Change.Changed(
                                                new RowText(2, "b", "2"),
                                                new RowText(2, "b", "two")),
                                        new Change.Removed(new RowText(3, "c", "3")),
                                        new Change.Added(new RowText(1, "new", "4")))));
    }

    @Test
    void theSameRowsInAnotherOrderAndWritingAreNoDifference() throws IOException {
        var difference =
                between(rows("a=1", "b=2"), file("[" + row("b", "2") + "," + row("a", "1") + "]"));

        assertThat(difference).isEqualTo(new Difference(0, 0, 0, 2, List.of()));
    }

    @Test
    void aRowCountsAsOftenAsItStandsThere() throws IOException {
        var difference = between(rows("a=1", "a=1", "a=1"), rows("a=1"));

        assertThat(difference.removed()).isEqualTo(2);
        assertThat(difference.unchanged()).isEqualTo(1);
    }

    @Test
    void rowsOnOneLineOfAnArrayAreToldApart() throws IOException {
        var difference =
                between(
                        file("[" + row("a", "1") + "," + row("b", "2") + "]"),
                        file("[" + row("a", "one") + "," + row("b", "two") + "]"));

        assertThat(difference.first())
                .containsExactly(
                        new Change.Changed(new RowText(1, "a", "1"), new RowText(1, "a", "one")),
                        new Change.Changed(new RowText(1, "b", "2"), new RowText(1, "b", "two")));
    }

    @Test
    void onlyTheFirstFewOfAKindAreShownAndAllAreCounted() throws IOException {
        var difference = Difference.of(rows("z=0"), rows("d=1", "c=1", "b=1", "a=1"), 2, scratch);

        assertThat(difference.added()).isEqualTo(4);
        assertThat(difference.first())
                .containsExactly(
                        new Change.Removed(new RowText(1, "z", "0")),
                        new Change.Added(new RowText(1, "d", "1")),
                        new Change.Added(new RowText(2, "c", "1")));
    }

    /// Held against counting in a map, with few questions and answers so that all cases meet.
    @RepeatedTest(20)
    void theCountsAreThoseOfCountingEachQuestion(RepetitionInfo repetition) throws IOException {
        var random = new SplittableRandom(repetition.getCurrentRepetition());
        var from = some(random);
        var to = some(random);

        var difference = between(rows(from), rows(to));

        long unchanged = 0;
        long changed = 0;
        var left = counts(from);
        var come = counts(to);
        for (var question : left.keySet()) {
            var ours = left.get(question);
            var theirs = come.getOrDefault(question, Map.of());
            long same = 0;
            for (var answer : ours.entrySet()) {
                same += Math.min(answer.getValue(), theirs.getOrDefault(answer.getKey(), 0L));
            }
            unchanged += same;
            changed += Math.min(sum(ours), sum(theirs)) - same;
        }
        assertThat(difference.unchanged()).isEqualTo(unchanged);
        assertThat(difference.changed()).isEqualTo(changed);
        assertThat(difference.removed()).isEqualTo(from.length - unchanged - changed);
        assertThat(difference.added()).isEqualTo(to.length - unchanged - changed);
    }

    private static String[] some(SplittableRandom random) {
        return random.ints(random.nextInt(1, 40), 0, 30)
                .mapToObj(i -> "q%d=%d".formatted(i % 6, i / 6))
                .toArray(String[]::new);
    }

    private static Map<String, Map<String, Long>> counts(String[] rows) {
        var counts = new HashMap<String, Map<String, Long>>();
        for (var row : rows) {
            var parts = row.split("=", 2);
            counts.computeIfAbsent(parts[0], _ -> new HashMap<>()).merge(parts[1], 1L, Long::sum);
        }
        return counts;
    }

    private static long sum(Map<String, Long> answers) {
        return answers.values().stream().mapToLong(Long::longValue).sum();
    }

    private Difference between(RowSource from, RowSource to) throws IOException {
        return Difference.of(from, to, 10, scratch);
    }

    private static String row(String question, String answer) {
        return Sources.line(question + "=" + answer).strip();
    }
}
