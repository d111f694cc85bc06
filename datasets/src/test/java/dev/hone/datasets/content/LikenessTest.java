package dev.hone.datasets.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.hone.datasets.sample.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LikenessTest {
    private static final double[] LEVELS = {0.6, 0.7, 0.75, 0.8, 0.82, 0.85, 0.9, 0.95, 1};
    private static final int PLANTED = 500;

    @TempDir Path scratch;

    private final PlantedRows planted = new PlantedRows(23);

    @Test
    void everyPlantedCopyInTheTrainingRowsIsFoundAndNothingElse() throws IOException {
        var rows = originals();
        var expected = new TreeMap<Long, Long>();
        plant(rows, rows.size(), rows.size(), expected);
        assertThat(expected).hasSizeGreaterThan(2_500);

        assertThat(found(rows, List.of())).isEqualTo(expected);
    }

    @Test
    void everyPlantedLeakIsFoundAndNothingElse() throws IOException {
        var rows = originals();
        var validation = new ArrayList<String>();
        var expected = new TreeMap<Long, Long>();
        for (String row : originals()) {
            validation.add("other " + row.replace("w", "v"));
        }
        var copies = new ArrayList<>(rows);
        plant(copies, rows.size(), validation.size(), expected);
        validation.addAll(copies.subList(rows.size(), copies.size()));

        assertThat(found(rows, validation)).isEqualTo(expected);
    }

    @Test
    void lettersCasePunctuationAndSpacesMakeNoOtherRow() {
        var findings =
                new Surveyed()
                        .train("Where is my card, please?", "On its way.")
                        .train("where is my CARD  please", "on its way")
                        .validate("Where is my card? Please", "On its way!")
                        .findings(scratch);

        assertThat(findings)
                .extracting(ContentFinding::code)
                .containsExactly(ContentCode.LEAKED_ROW, ContentCode.EXACT_DUPLICATE);
        assertThat(findings.getFirst().places()).containsExactly(new ContentFinding.Place(1, 1L));
        assertThat(findings.getFirst().message()).contains("take them out");
    }

    @Test
    void anInstructionThatStandsInEveryRowMakesNoRowsAlike() {
        var instruction = planted.text(200);
        var rows = new Surveyed();
        for (int i = 0; i < 200; i++) {
            rows.train(instruction + " " + planted.text(20), planted.text(5));
        }

        assertThat(rows.findings(scratch)).isEmpty();
    }

    @Test
    void rowsThatAreNothingButTheSameAreCopiesAllTheSame() {
        var rows = new Surveyed();
        var text = planted.text(30);
        for (int i = 0; i < 1_000; i++) {
            rows.train(new Sample.Text(text));
        }

        assertThat(rows.findings(scratch))
                .extracting(ContentFinding::code, ContentFinding::rows)
                .containsExactly(tuple(ContentCode.EXACT_DUPLICATE, 999L));
    }

    @Test
    void rowsBeyondTheRoomAreSaidNotToBeCompared() throws IOException {
        try (var survey = new ContentSurvey(scratch, 2, Long.MAX_VALUE)) {
            for (int line = 1; line <= 5; line++) {
                survey.train(line, new Sample.Text("the very same text"));
            }

            assertThat(survey.findings())
                    .extracting(ContentFinding::code, ContentFinding::rows)
                    .containsExactly(
                            tuple(ContentCode.EXACT_DUPLICATE, 1L),
                            tuple(ContentCode.NOT_COMPARED, 3L));
        }
    }

    @Test
    void nothingIsLeftInTheScratchDirectory() {
        new Surveyed().train("one", "two").findings(scratch);

        assertThat(scratch).isEmptyDirectory();
    }

    private List<String> originals() {
        var rows = new ArrayList<String>();
        var random = new Random(3);
        for (int i = 0; i < PLANTED * LEVELS.length; i++) {
            rows.add(planted.text(20 + random.nextInt(100)));
        }
        return rows;
    }

    /// Adds to the rows one for each of the first `originals` that resembles it.
    ///
    /// @param before rows of the file that the copies will stand behind
    /// @param expected the line of each that resembles its original by 0.8, and the original's
    private void plant(List<String> rows, int originals, int before, Map<Long, Long> expected) {
        var order = new ArrayList<Integer>();
        for (int i = 0; i < originals; i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(4));
        for (int i = 0; i < originals; i++) {
            var original = rows.get(order.get(i));
            var copy = planted.like(original, LEVELS[i % LEVELS.length]);
            rows.add(copy);
            if (PlantedRows.jaccard(original, copy) >= 0.8) {
                expected.put(before + i + 1L, order.get(i) + 1L);
            }
        }
    }

    /// The lines of rows that resemble one, and of those that they resemble.
    private Map<Long, Long> found(List<String> training, List<String> validation)
            throws IOException {
        var kept = new KeptRows(scratch, 1 << 20, Long.MAX_VALUE);
        var shingles = new Shingles();
        var words = new Words();
        long line = 0;
        for (String text : training) {
            kept.add(ContentRow.of(ContentFile.TRAINING, ++line, new Sample.Text(text)), 0);
            shingles.count(text, words);
        }
        line = 0;
        for (String text : validation) {
            kept.add(ContentRow.of(ContentFile.VALIDATION, ++line, new Sample.Text(text)), 0);
            shingles.count(text, words);
        }
        kept.flush();
        var found = new TreeMap<Long, Long>();
        try (kept) {
            var likeness = Likeness.of(kept, shingles, scratch);
            for (int row = 0; row < kept.rows(); row++) {
                int twin = likeness.twin(row);
                if (twin >= 0) {
                    found.put(kept.read(row).line(), kept.read(twin).line());
                }
            }
        }
        return found;
    }
}
