package dev.hone.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.datasets.base.BaseDirectory;
import dev.hone.datasets.base.BaseInspection;
import dev.hone.datasets.base.SafetensorsFile;
import dev.hone.datasets.base.SafetensorsHeader;
import dev.hone.datasets.tokens.TokenizedSample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// Values that transformers, PEFT and TRL computed; see `src/test/python/reference.py`.
public final class Reference implements AutoCloseable {
    private static final Path ROOT = Path.of("src/test/resources/reference");

    /// Every family and every kind of rotary positions.
    public static final List<String> FAMILIES =
            List.of(
                    "llama-default",
                    "llama-linear",
                    "llama-llama3",
                    "llama-yarn",
                    "mistral",
                    "mistral-yarn",
                    "qwen2",
                    "qwen3",
                    "gemma",
                    "gemma3",
                    "nemotron");

    private final Path directory;
    private final SafetensorsFile expected;

    public Reference(String name) throws IOException {
        this.directory = ROOT.resolve(name);
        this.expected =
                SafetensorsFile.open(
                        directory.resolve("expected.safetensors"), SafetensorsHeader.Limits.BASE);
    }

    /// A tiny model of a family; see `src/test/python/families.py`.
    public static Reference family(String name) throws IOException {
        return new Reference("families/" + name);
    }

    /// An adapter that is more than plain; see `src/test/python/lora.py`.
    public static Reference lora(String name) throws IOException {
        return new Reference("lora/" + name);
    }

    public static Path file(String name) {
        return ROOT.resolve(name);
    }

    public BaseDirectory base() throws IOException {
        BaseInspection inspection = BaseDirectory.inspect(directory);
        return switch (inspection) {
            case BaseInspection.Sound(BaseDirectory base) -> base;
            case BaseInspection.Faulty(List<String> faults) ->
                    throw new AssertionError(String.join("\n", faults));
        };
    }

    public Path adapter() {
        return directory.resolve("adapter");
    }

    public float[] values(String name) throws IOException {
        var floats = expected.bytes(name).asFloatBuffer();
        var values = new float[floats.remaining()];
        floats.get(values);
        return values;
    }

    /// Rows of all whose tokens but the first are learned.
    public List<TokenizedSample> rows() throws IOException {
        float[] ids = values("ids");
        var rows = new ArrayList<TokenizedSample>();
        int from = 0;
        for (float length : values("lengths")) {
            int to = from + (int) length;
            rows.add(learned(ints(Arrays.copyOfRange(ids, from, to))));
            from = to;
        }
        return rows;
    }

    public static TokenizedSample learned(int... ids) {
        var labelled = new BitSet();
        labelled.set(1, Math.max(1, ids.length));
        return new TokenizedSample(ids, labelled);
    }

    /// The distance of two vectors, relative to the length of the second.
    public static double distance(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        double difference = 0;
        double length = 0;
        for (int i = 0; i < actual.length; i++) {
            difference += Math.pow(actual[i] - expected[i], 2);
            length += Math.pow(expected[i], 2);
        }
        return Math.sqrt(difference / length);
    }

    public static int[] ints(float[] values) {
        var ints = new int[values.length];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = (int) values[i];
        }
        return ints;
    }

    @Override
    public void close() throws IOException {
        expected.close();
    }
}
