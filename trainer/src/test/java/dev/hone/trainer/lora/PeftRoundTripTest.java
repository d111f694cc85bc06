package dev.hone.trainer.lora;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import dev.hone.datasets.base.SafetensorsFile;
import dev.hone.datasets.base.SafetensorsHeader;
import dev.hone.trainer.Reference;
import dev.hone.trainer.kernel.Engine;
import dev.hone.trainer.kernel.PackedRows;
import dev.hone.trainer.kernel.ScalarType;
import dev.hone.trainer.model.LoadedBase;
import dev.hone.trainer.model.NamedRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Adapters that we wrote, loaded by PEFT: it loaded the bytes that are written here, and computed
/// what is computed here. See `src/test/python/roundtrip.py`, which reads what `-Dhone.roundtrip`
/// names.
class PeftRoundTripTest {
    @TempDir private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {"llama-default", "mistral", "qwen2", "qwen3", "gemma", "gemma3", "nemotron"})
    void peftComputesTheSameWithAnAdapterOfOurs(String family) throws Exception {
        try (var engine = Engine.open(1);
                var reference = Reference.family(family);
                var base = LoadedBase.load(engine, reference.base(), ScalarType.FLOAT32);
                var adapter = trained(engine, base)) {
            var written = Path.of(System.getProperty("hone.roundtrip", directory.toString()));
            write(adapter, written.resolve(family));

            try (var theirs = theirs(family)) {
                assertThat(theirs.header().metadata())
                        .containsEntry("sha256", digest(written.resolve(family)));
                assertThat(
                                Reference.distance(
                                        logits(engine, base, adapter, reference),
                                        numbers(theirs, "logits")))
                        .isLessThan(1e-5);
                assertThat(
                                Reference.distance(
                                        numbers(theirs, "without"), numbers(theirs, "logits")))
                        .as("what the adapter changes")
                        .isGreaterThan(1e-2);
            }
        }
    }

    /// Numbers as training might leave them, the same on every machine.
    private static Adapter trained(Engine engine, LoadedBase base) {
        var adapter = Adapter.start(engine, base.model(), LoraSettings.allLinear(4, 6), 17);
        var random = NamedRandom.of(5, "round trip");
        float[] values = adapter.flat().toFloatArray();
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) (0.2 * random.nextDouble() - 0.1);
        }
        try (NDManager scope = engine.tensors().scope()) {
            engine.tensors().copy(adapter.flat(), scope.create(values));
        }
        return adapter;
    }

    private static void write(Adapter adapter, Path directory) throws IOException {
        var card = new AdapterCard("tiny", Optional.empty(), List.of());
        AdapterDirectory.write(adapter, card, directory);
    }

    private static SafetensorsFile theirs(String family) throws IOException {
        return SafetensorsFile.open(
                Reference.file("roundtrip/" + family + ".safetensors"),
                SafetensorsHeader.Limits.ADAPTER);
    }

    private static String digest(Path adapter) throws IOException, NoSuchAlgorithmException {
        var sha256 = MessageDigest.getInstance("SHA-256");
        for (String name : List.of(AdapterDirectory.CONFIG, AdapterDirectory.WEIGHTS)) {
            sha256.update(Files.readAllBytes(adapter.resolve(name)));
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static float[] numbers(SafetensorsFile file, String name) throws IOException {
        var floats = file.bytes(name).asFloatBuffer();
        var values = new float[floats.remaining()];
        floats.get(values);
        return values;
    }

    private static float[] logits(
            Engine engine, LoadedBase base, Adapter adapter, Reference reference)
            throws IOException {
        try (NDManager scope = engine.tensors().scope()) {
            var rows = PackedRows.of(reference.rows());
            long[] all = LongStream.range(0, rows.tokens()).toArray();
            return engine.decoder()
                    .logits(scope, base.model(), adapter.tensors(), rows, all)
                    .toFloatArray();
        }
    }
}
