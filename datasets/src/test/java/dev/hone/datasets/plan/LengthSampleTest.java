package dev.hone.datasets.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LengthSampleTest {
    @Test
    void whatIsPackedComesBackInOrder() {
        var rows = new RowLengths();
        rows.add(131_072, 131_072);
        rows.add(127, 0);
        rows.add(128, 127);
        rows.add(16_384, 128);

        var back = LengthSample.unpack(new LengthSample(9, rows).pack());

        assertThat(back.rows()).isEqualTo(9);
        assertThat(tokens(back.kept())).containsExactly(131_072, 127, 128, 16_384);
        assertThat(learned(back.kept())).containsExactly(131_072, 0, 127, 128);
    }

    @Test
    void rowsOfUsualLengthsTakeTwoToFourBytes() {
        var rows = new RowLengths();
        rows.add(127, 20);
        rows.add(1_024, 300);

        assertThat(LengthSample.all(rows).pack()).hasSize(Long.BYTES + Integer.BYTES + 2 + 4);
    }

    @Test
    void otherBytesAreNoLengths() {
        assertThatThrownBy(() -> LengthSample.unpack(new byte[] {1, 2, 3}))
                .hasMessage("these are no lengths of rows");
    }

    @Test
    void asLongAsThereIsRoomEveryRowIsKept() {
        var sample = sampled(4_000, 4_000);

        assertThat(sample.rows()).isEqualTo(4_000);
        assertThat(tokens(sample.kept())).hasSize(4_000);
        assertThat(sample.weight()).isEqualTo(1);
    }

    @Test
    void ofMoreRowsEverySecondThousandIsKeptThenEveryFourth() {
        var second = sampled(4_001, 4_000);
        var fourth = sampled(8_500, 4_000);

        assertThat(thousands(second)).containsExactly(0, 2, 4);
        assertThat(second.rows()).isEqualTo(4_001);
        assertThat(thousands(fourth)).containsExactly(0, 4, 8);
        assertThat(fourth.weight()).isEqualTo(8_500 / 2_500.0);
    }

    /// The row number stands in the tokens.
    private static LengthSample sampled(int rows, int most) {
        var sampling = new LengthSampling(most);
        IntStream.range(0, rows).forEach(row -> sampling.add(row + 1, 1));
        return sampling.sample();
    }

    private static int[] thousands(LengthSample sample) {
        return IntStream.of(tokens(sample.kept()))
                .map(row -> (row - 1) / 1_000)
                .distinct()
                .toArray();
    }

    private static int[] tokens(RowLengths rows) {
        return IntStream.range(0, rows.size()).map(rows::tokens).toArray();
    }

    private static int[] learned(RowLengths rows) {
        return IntStream.range(0, rows.size()).map(rows::learned).toArray();
    }
}
