package dev.hone.trainer.lora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hone.datasets.base.SafetensorsFile;
import dev.hone.datasets.base.SafetensorsHeader;
import dev.hone.trainer.Reference;
import dev.hone.trainer.kernel.AdapterTensors;
import dev.hone.trainer.kernel.Engine;
import dev.hone.trainer.kernel.PackedRows;
import dev.hone.trainer.kernel.ScalarType;
import dev.hone.trainer.model.LoadedBase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/// Adapters that are more than plain, against what PEFT computes with them; see
/// `src/test/python/lora.py`. Each name stands beside the family that it is for.
class AdapterOptionsTest {
    static final List<Arguments> ADAPTERS =
            List.of(
                    Arguments.of("rslora", "llama-default"),
                    Arguments.of("patterns", "llama-default"),
                    Arguments.of("patterns-rslora", "nemotron"),
                    Arguments.of("names", "llama-default"),
                    Arguments.of("dora", "llama-default"),
                    Arguments.of("dora-bias", "qwen2"),
                    Arguments.of("dora-norms", "gemma3"),
                    Arguments.of("dora-patterns-rslora", "nemotron"));

    private static Engine engine;

    @BeforeAll
    static void open() {
        engine = Engine.open(1);
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @ParameterizedTest
    @FieldSource("ADAPTERS")
    void logitsAndGradientsEqualThoseOfPeft(String name, String family) throws IOException {
        try (var reference = Reference.lora(name);
                var base = base(family);
                var adapter = AdapterDirectory.read(engine, base.config(), reference.adapter())) {
            var rows = PackedRows.of(reference.rows());
            assertThat(Reference.distance(logits(base, adapter, rows), reference.values("logits")))
                    .isLessThan(1e-5);

            AdapterStep.of(engine, base, adapter, rows).assertEquals(reference);
        }
    }

    @ParameterizedTest
    @CsvSource({"dora,llama-default", "dora-bias,qwen2", "dora-patterns-rslora,nemotron"})
    void magnitudesStartAsThoseOfPeftAndChangeNothing(String name, String family)
            throws IOException {
        try (var reference = Reference.lora(name);
                var base = base(family);
                var theirs = AdapterDirectory.read(engine, base.config(), reference.adapter());
                var adapter = Adapter.start(engine, base.model(), theirs.settings(), 1)) {
            float[] values = adapter.flat().toFloatArray();
            for (AdapterLayout.Slot slot : adapter.layout().present()) {
                if (slot.part() == AdapterLayout.Part.MAGNITUDE) {
                    float[] part = Arrays.copyOfRange(values, slot.at(), slot.at() + slot.size());
                    float[] expected = reference.values("start:" + slot.name());
                    assertThat(Reference.distance(part, expected)).isLessThan(1e-6);
                }
            }
            var rows = PackedRows.of(reference.rows());
            float without = engine.decoder().loss(base.model(), AdapterTensors.NONE, rows);
            assertThat(engine.decoder().loss(base.model(), adapter.tensors(), rows))
                    .isCloseTo(without, within(1e-6f * without));
        }
    }

    @ParameterizedTest
    @FieldSource("ADAPTERS")
    void anAdapterOfPeftIsWrittenAsPeftWroteIt(String name, String family, @TempDir Path directory)
            throws IOException {
        try (var reference = Reference.lora(name);
                var base = base(family);
                var adapter = AdapterDirectory.read(engine, base.config(), reference.adapter())) {
            AdapterDirectory.write(
                    adapter, new AdapterCard("tiny", Optional.empty(), List.of()), directory);

            try (var theirs = weights(reference.adapter());
                    var ours = weights(directory)) {
                assertThat(shapes(ours)).isEqualTo(shapes(theirs));
                for (var tensor : theirs.header().tensors().values()) {
                    assertThat(ours.bytes(tensor.name())).isEqualTo(theirs.bytes(tensor.name()));
                }
            }
            sameConfiguration(reference.adapter(), directory);
        }
    }

    private static void sameConfiguration(Path theirs, Path ours) throws IOException {
        var json = new JsonMapper();
        var expected = json.readTree(theirs.resolve("adapter_config.json").toFile());
        for (var field : json.readTree(ours.resolve("adapter_config.json").toFile()).properties()) {
            var value = expected.get(field.getKey());
            if (field.getKey().equals("target_modules")) {
                var names = new ArrayList<String>();
                value.forEach(name -> names.add(name.asText()));
                value = json.valueToTree(names.stream().sorted().toList());
            }
            assertThat(field.getValue()).as(field.getKey()).isEqualTo(value);
        }
    }

    private static List<String> shapes(SafetensorsFile file) {
        return file.header().tensors().values().stream()
                .map(tensor -> tensor.name() + tensor.shape())
                .sorted()
                .toList();
    }

    private static SafetensorsFile weights(Path directory) throws IOException {
        return SafetensorsFile.open(
                directory.resolve("adapter_model.safetensors"), SafetensorsHeader.Limits.ADAPTER);
    }

    private static LoadedBase base(String family) throws IOException {
        try (var reference = Reference.family(family)) {
            return LoadedBase.load(engine, reference.base(), ScalarType.FLOAT32);
        }
    }

    private static float[] logits(LoadedBase base, Adapter adapter, PackedRows rows) {
        try (NDManager scope = engine.tensors().scope()) {
            long[] all = LongStream.range(0, rows.tokens()).toArray();
            return engine.decoder()
                    .logits(scope, base.model(), adapter.tensors(), rows, all)
                    .toFloatArray();
        }
    }
}
