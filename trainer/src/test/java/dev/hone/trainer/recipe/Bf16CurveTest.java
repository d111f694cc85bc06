package dev.hone.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hone.datasets.adapter.LoraModule;
import dev.hone.datasets.base.BaseDirectory;
import dev.hone.datasets.base.BaseInspection;
import dev.hone.trainer.kernel.Engine;
import dev.hone.trainer.kernel.ScalarType;
import dev.hone.trainer.lora.LoraSettings;
import dev.hone.trainer.model.LoadedBase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whole runs in bfloat16 among TRL's own, which differ in the seed that their adapters start from
/// alone: the same base, rows, order and schedule. See `src/test/python/bf16.py`.
class Bf16CurveTest {
    private static final Logger LOG = LoggerFactory.getLogger(Bf16CurveTest.class);
    private static final Path DIRECTORY =
            Path.of(System.getProperty("hone.bf16", "src/test/resources/bf16"));

    /// What rounding a number to bfloat16 may change of it; before the first update nothing else
    /// differs.
    private static final double ROUNDING = Math.scalb(1.0, -9);

    private static TrlRun run;
    private static Engine engine;
    private static LoadedBase base;

    @TempDir private Path directory;

    @BeforeAll
    static void open() throws IOException {
        engine = Engine.open(2);
        run = TrlRun.in(DIRECTORY.resolve("run.json"));
        var directory = Path.of(run.json().get("base").asText());
        var sound = (BaseInspection.Sound) BaseDirectory.inspect(directory);
        base = LoadedBase.load(engine, sound.base(), ScalarType.BFLOAT16);
    }

    @AfterAll
    static void close() {
        base.close();
        engine.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "dora"})
    void fromTheSameStartItIsNearerToTrlThanAnyOtherSeedOfTrl(String kind) throws IOException {
        double[][] theirs = theirs(kind);

        double[] ours = losses(kind, true);

        assertThat(ours).hasSameSizeAs(theirs[0]);
        double nearest =
                IntStream.range(1, theirs.length)
                        .mapToDouble(seed -> distance(theirs[0], theirs[seed]))
                        .min()
                        .orElseThrow();
        LOG.atInfo()
                .addKeyValue("kind", kind)
                .addKeyValue("distance", distance(ours, theirs[0]))
                .addKeyValue("nearestSeed", nearest)
                .addKeyValue("last", ours[ours.length - 1])
                .addKeyValue("theirLast", theirs[0][ours.length - 1])
                .log("from the same start");
        assertThat(distance(ours, theirs[0])).isLessThan(nearest / 2);
        for (int step = 0; step < ours.length; step++) {
            int at = step;
            var all = Arrays.stream(theirs).mapToDouble(run -> run[at]).summaryStatistics();
            assertThat(Math.abs(ours[step] - theirs[0][step]))
                    .as("loss of step %d", step + 1)
                    .isLessThan(all.getMax() - all.getMin() + ROUNDING * theirs[0][step]);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "dora"})
    void fromAStartOfItsOwnItIsAsFarFromTheirMeanAsTheyAre(String kind) throws IOException {
        double[][] theirs = theirs(kind);
        double[] mean =
                IntStream.range(0, theirs[0].length)
                        .mapToDouble(step ->
                                Arrays.stream(theirs)
                                        .mapToDouble(run -> run[step])
                                        .average()
                                        .orElseThrow())
                        .toArray();
        double farthest =
                Arrays.stream(theirs).mapToDouble(run -> distance(run, mean)).max().orElseThrow();

        double ours = distance(losses(kind, false), mean);

        LOG.atInfo()
                .addKeyValue("kind", kind)
                .addKeyValue("distance", ours)
                .addKeyValue("farthestSeed", farthest)
                .log("from a start of its own, to the mean");
        // one more draw of the start may lie a little beyond the farthest of eight
        assertThat(ours).isLessThan(1.25 * farthest);
    }

    private static double[][] theirs(String kind) throws IOException {
        return new JsonMapper()
                .readTree(DIRECTORY.resolve(kind + ".json").toFile())
                .valueStream()
                .map(run -> run.valueStream().mapToDouble(JsonNode::asDouble).toArray())
                .toArray(double[][]::new);
    }

    private double[] losses(String kind, boolean fromTheirStart) throws IOException {
        var plan = plan();
        var hooks = new RecordingHooks(directory);
        var rows = run.tokens("rows");
        var sft = new LoraSft(engine, base, settings(kind), plan, rows, List.of(), hooks);
        if (fromTheirStart) {
            Start.from(DIRECTORY.resolve(kind), engine, base, sft, plan, hooks);
        }
        ((LoraOutcome.Finished) sft.run()).adapter().close();
        return hooks.progress.stream().mapToDouble(Progress::loss).toArray();
    }

    private static LoraPlan plan() {
        return new LoraPlan(
                1,
                number("steps"),
                number("batch"),
                number("accumulation"),
                0,
                run.json().get("rate").asDouble(),
                Schedule.COSINE,
                new Warmup.Ratio(0.1),
                1,
                0,
                42,
                0,
                ValidationPlan.EACH_EPOCH);
    }

    private static LoraSettings settings(String kind) {
        boolean magnitudes = kind.equals("dora");
        return new LoraSettings(
                number("rank"),
                number("alpha"),
                0,
                LoraModule.names(),
                false,
                magnitudes,
                Map.of(),
                Map.of());
    }

    private static int number(String name) {
        return run.json().get(name).asInt();
    }

    /// Root mean square over the steps.
    private static double distance(double[] one, double[] other) {
        return Math.sqrt(
                IntStream.range(0, one.length)
                        .mapToDouble(step -> Math.pow(one[step] - other[step], 2))
                        .average()
                        .orElseThrow());
    }
}
