package dev.hone.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hone.datasets.plan.Batching;
import dev.hone.datasets.tokens.TokenizedSample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PackingTest {
    static Stream<JsonNode> cases() throws IOException {
        var file = Path.of("src/test/resources/recipe/packing.json").toFile();
        return new JsonMapper().readTree(file).valueStream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void binsAndTheirOrderAreThoseOfTrl(JsonNode reference) {
        int size = reference.get("size").asInt();
        var rows = rows(ints(reference.get("lengths")), size);
        var expected = reference.get("bins").valueStream().map(PackingTest::ints).toList();

        var bins = bins(rows, size);

        assertThat(bins).hasSameSizeAs(expected);
        for (int bin = 0; bin < bins.size(); bin++) {
            assertThat(bins.get(bin)).as("bin %d", bin).isEqualTo(expected.get(bin));
        }
    }

    @Test
    void aBatchIsOfBinsAndAnEpochSeesEachRowOnce() {
        var rows = rows(IntStream.range(0, 50).map(i -> 1 + i * 7 % 16).toArray(), 16);
        var each = ValidationPlan.EACH_EPOCH;
        var plan = new LoraPlan(1, 0, 3, 2, 16, 1, Schedule.LINEAR, Warmup.NONE, 1, 0, 1, 0, each);
        var order = new DataOrder(rows, plan);

        var seen = new ArrayList<Integer>();
        for (int step = 0; step < order.steps().total(); step++) {
            var window = order.window(step);
            assertThat(window.batches())
                    .hasSizeLessThanOrEqualTo(2)
                    .allSatisfy(batch ->
                            assertThat(batch.stream().mapToInt(TokenizedSample::length).sum())
                                    .isLessThanOrEqualTo(3 * 16));
            seen.addAll(window.rows());
        }

        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 50).boxed().toList());
    }

    @Test
    void aRowLongerThanABinIsRefused() {
        var rows = NumberedRows.of(rows(new int[] {3, 9, 4}, 9));
        assertThatThrownBy(() -> RowCheck.packed(rows, 8))
                .hasMessage("line 2 must fit a bin of 8 tokens, has 9");
    }

    private static List<TokenizedSample> rows(int[] lengths, int longest) {
        return IntStream.of(lengths)
                .mapToObj(length ->
                        new TokenizedSample(new int[Math.min(length, longest)], new BitSet()))
                .toList();
    }

    private static List<int[]> bins(List<TokenizedSample> rows, int length) {
        return new Batching(1, 0, 1, 1, length).bins(Shards.lengths(rows));
    }

    private static int[] ints(JsonNode list) {
        return list.valueStream().mapToInt(JsonNode::asInt).toArray();
    }
}
