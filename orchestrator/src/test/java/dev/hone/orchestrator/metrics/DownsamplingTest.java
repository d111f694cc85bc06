package dev.hone.orchestrator.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DownsamplingTest {
    @Test
    void aSeriesThatIsShortEnoughStaysWhole() {
        // given
        var samples = noise(1_000, 1);

        // when
        var kept = kept(samples, 1_000);

        // then
        assertThat(kept).containsExactlyElementsOf(samples);
    }

    @Test
    void thereAreNeverMorePointsThanAskedForAndNeverFarFewer() {
        for (int most : new int[] {4, 5, 10, 100, 999, 1_000, 10_000}) {
            for (int length : new int[] {most + 1, 3 * most, 100_003}) {
                // when
                var kept = kept(noise(length, most), most);

                // then
                assertThat(kept.size())
                        .as("%d points of %d", most, length)
                        .isLessThanOrEqualTo(most)
                        .isGreaterThan(Math.min(length, most / 4 * 4) / 8);
            }
        }
    }

    @Test
    void aSpikeOfOneStepStaysWhereverItIs() {
        var random = new Random(7);
        for (int trial = 0; trial < 200; trial++) {
            // given
            var samples = noise(20_000, trial);
            var up = spike(samples, random.nextInt(20_000), 1e3);
            var down = spike(samples, random.nextInt(20_000), -1e3);

            // when
            var kept = kept(samples, 200);

            // then
            assertThat(kept).contains(up, down);
        }
    }

    @Test
    void everyStretchKeepsItsEndsAndItsExtremes() {
        // given
        var samples = noise(50_000, 3);

        // when
        var kept = kept(samples, 1_000);

        // then: 250 stretches of 256 steps would reach to 64,000, of 128 to 32,000 only
        for (int from = 0; from < 50_000; from += 256) {
            int stretch = from / 256;
            var all = in(samples, stretch);
            assertThat(in(kept, stretch))
                    .contains(
                            Collections.min(all, Sample.BY_STEP),
                            Collections.max(all, Sample.BY_STEP),
                            Collections.min(all, Sample.BY_VALUE),
                            Collections.max(all, Sample.BY_HEIGHT));
        }
    }

    @Test
    void theOrderInWhichTheyComeDoesNotMatter() {
        // given
        var samples = noise(5_000, 4);
        var shuffled = new ArrayList<>(samples);
        Collections.shuffle(shuffled, new Random(4));

        // when
        var inOrder = kept(samples, 100);
        var inDisorder = kept(shuffled, 100);

        // then
        assertThat(inDisorder).containsExactlyElementsOf(inOrder);
    }

    @Test
    void fewerPointsThanOneStretchHasAreRefused() {
        assertThatThrownBy(() -> new Downsampling(3)).hasMessageContaining("was 3");
    }

    private static Collection<Sample> kept(List<Sample> samples, int most) {
        var series = new Downsampling(most);
        samples.forEach(series::add);
        assertThat(series.seen()).isEqualTo(samples.size());
        return series.kept();
    }

    private static List<Sample> noise(int length, long seed) {
        var random = new Random(seed);
        return new ArrayList<>(
                IntStream.range(0, length)
                        .mapToObj(step -> new Sample(step + 1_000L, step, random.nextGaussian()))
                        .toList());
    }

    private static Sample spike(List<Sample> samples, int step, double value) {
        var spike = new Sample(step + 1_000L, step, value);
        samples.set(step, spike);
        return spike;
    }

    private static List<Sample> in(Collection<Sample> samples, int stretch) {
        return samples.stream().filter(sample -> sample.step() / 256 == stretch).toList();
    }
}
