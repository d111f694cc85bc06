package dev.hone.trainer.lora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hone.datasets.base.SafetensorsFile;
import dev.hone.datasets.base.SafetensorsHeader;
import dev.hone.datasets.base.UnsafeFileException;
import dev.hone.trainer.Reference;
import dev.hone.trainer.kernel.Engine;
import dev.hone.trainer.kernel.PackedRows;
import dev.hone.trainer.kernel.ScalarType;
import dev.hone.trainer.model.LoadedBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AdapterTest {
    private static final AdapterCard CARD =
            new AdapterCard("tiny", Optional.empty(), List.of("Trained in a test."));

    private static Engine engine;

    @BeforeAll
    static void open() {
        engine = Engine.open(2);
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    static List<String> models() {
        var names = new ArrayList<>(List.of("tied", "untied"));
        Reference.FAMILIES.forEach(name -> names.add("families/" + name));
        return names;
    }

    @ParameterizedTest
    @MethodSource("models")
    void gradientsOfAnAdapterEqualThoseOfPeft(String name) throws IOException {
        try (var reference = new Reference(name);
                var base = LoadedBase.load(engine, reference.base(), ScalarType.FLOAT32);
                var adapter = AdapterDirectory.read(engine, base.config(), reference.adapter())) {
            var rows = PackedRows.of(reference.rows());

            AdapterStep.of(engine, base, adapter, rows).assertEquals(reference);
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void anAdapterOfPeftIsWrittenWithTheSameNamesShapesAndNumbers(
            String name, @TempDir Path directory) throws IOException {
        try (var reference = new Reference(name);
                var base = LoadedBase.load(engine, reference.base(), ScalarType.FLOAT32);
                var adapter = AdapterDirectory.read(engine, base.config(), reference.adapter())) {
            AdapterDirectory.write(adapter, CARD, directory);

            try (var theirs = open(reference.adapter());
                    var ours = open(directory)) {
                assertThat(ours.header().metadata()).containsEntry("format", "pt");
                assertThat(shapes(ours)).isEqualTo(shapes(theirs));
                for (var tensor : theirs.header().tensors().values()) {
                    assertThat(ours.bytes(tensor.name())).isEqualTo(theirs.bytes(tensor.name()));
                }
            }
            try (var again = AdapterDirectory.read(engine, base.config(), directory)) {
                var rows = PackedRows.of(reference.rows());
                assertThat(engine.decoder().loss(base.model(), again.tensors(), rows))
                        .isEqualTo(engine.decoder().loss(base.model(), adapter.tensors(), rows));
            }
        }
    }

    @Test
    void allLinearModulesAreThoseThatTheModelHas() throws IOException {
        try (var nemotron = Reference.family("nemotron");
                var llama = Reference.family("llama-default")) {
            assertThat(LoraSettings.allLinear(4, 8).on(nemotron.base().config()).targetModules())
                    .containsExactly(
                            "down_proj", "k_proj", "o_proj", "q_proj", "up_proj", "v_proj");
            assertThat(LoraSettings.allLinear(4, 8).on(llama.base().config()).targetModules())
                    .hasSize(7);
        }
    }

    @Test
    void aModuleThatMatchesNothingIsRefusedNamingWhatThereIs() throws IOException {
        try (var nemotron = Reference.family("nemotron");
                var base = LoadedBase.load(engine, nemotron.base(), ScalarType.FLOAT32)) {
            var settings = new LoraSettings(4, 8, 0, List.of("gate_proj", "up_proj"));

            assertThatThrownBy(() -> Adapter.start(engine, base.model(), settings, 1))
                    .hasMessage(
                            "target module gate_proj matches nothing of NemotronForCausalLM, which"
                                    + " has [q_proj, k_proj, v_proj, o_proj, up_proj, down_proj] in"
                                    + " layers 0–1");
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void theConfigurationHasOnlyKeysThatPeftWrites(String name, @TempDir Path directory)
            throws IOException {
        try (var reference = new Reference(name);
                var base = LoadedBase.load(engine, reference.base(), ScalarType.FLOAT32);
                var adapter = AdapterDirectory.read(engine, base.config(), reference.adapter())) {
            AdapterDirectory.write(adapter, CARD, directory);

            var json = new JsonMapper();
            var theirs = json.readTree(reference.adapter().resolve("adapter_config.json").toFile());
            var ours = json.readTree(directory.resolve("adapter_config.json").toFile());
            for (var field : ours.properties()) {
                if (!field.getKey().equals("target_modules")) {
                    assertThat(field.getValue())
                            .as(field.getKey())
                            .isEqualTo(theirs.get(field.getKey()));
                }
            }
            assertThat(Set.copyOf(ours.findValuesAsText("target_modules")))
                    .isEqualTo(Set.copyOf(theirs.findValuesAsText("target_modules")));
        }
    }

    @Test
    void aFreshAdapterChangesNothingAndDependsOnTheSeedAlone() throws IOException {
        try (var reference = new Reference("tied");
                var base = LoadedBase.load(engine, reference.base(), ScalarType.FLOAT32);
                var one = Adapter.start(engine, base.model(), LoraSettings.allLinear(4, 8), 1);
                var same = Adapter.start(engine, base.model(), LoraSettings.allLinear(4, 8), 1);
                var other = Adapter.start(engine, base.model(), LoraSettings.allLinear(4, 8), 2)) {
            var rows = PackedRows.of(reference.rows());
            float with = engine.decoder().loss(base.model(), one.tensors(), rows);
            float loss = reference.values("loss")[0];

            assertThat(one.flat().toFloatArray()).isEqualTo(same.flat().toFloatArray());
            assertThat(one.flat().toFloatArray()).isNotEqualTo(other.flat().toFloatArray());
            assertThat(with).isNotEqualTo(loss);
            for (AdapterLayout.Slot slot : one.layout().present()) {
                float[] part = part(one.flat().toFloatArray(), slot);
                float bound =
                        slot.part() == AdapterLayout.Part.A
                                ? (float) (1 / Math.sqrt((double) slot.shape().getLast()))
                                : 0;
                for (float value : part) {
                    assertThat(Math.abs(value)).isLessThanOrEqualTo(bound);
                }
            }
        }
    }

    @Test
    void anAdapterForAnotherShapeIsRefused(@TempDir Path directory) throws IOException {
        try (var reference = new Reference("untied");
                var tied = new Reference("tied");
                var base = LoadedBase.load(engine, tied.base(), ScalarType.FLOAT32)) {
            assertThatThrownBy(
                            () -> AdapterDirectory.read(engine, base.config(), reference.adapter()))
                    .isInstanceOf(UnsafeFileException.class)
                    .hasMessageContaining("must be F32 of shape [3, 32], is F32 of shape [3, 64]");

            Files.copy(
                    reference.adapter().resolve("adapter_model.safetensors"),
                    directory.resolve("adapter_model.safetensors"));
            String config =
                    Files.readString(reference.adapter().resolve("adapter_config.json"))
                            .replace("\"lora_bias\": false", "\"lora_bias\": true")
                            .replace("\"bias\": \"none\"", "\"bias\": \"all\"")
                            .replace("_weights\": true", "_weights\": \"pissa\"");
            Files.writeString(directory.resolve("adapter_config.json"), config);
            assertThatThrownBy(() -> AdapterDirectory.read(engine, base.config(), directory))
                    .hasMessage(
                            "adapter_config.json: lora_bias must be unset, was true; bias must be"
                                    + " one of [none], was \"all\"; init_lora_weights must be one of"
                                    + " [true, false, gaussian, eva, orthogonal], was \"pissa\"");
        }
    }

    @Test
    void settingsThatCannotBeTrainedAreRefused() {
        assertThatThrownBy(() -> LoraSettings.allLinear(0, 8))
                .hasMessage("rank must be 1–256, was 0");
        assertThatThrownBy(() -> new LoraSettings(8, 16, 1, List.of("q_proj")))
                .hasMessageContaining("dropout must be at least 0 and below 1, was 1.0");
        assertThatThrownBy(() -> new LoraSettings(8, 16, 0, List.of("lm_head")))
                .hasMessageContaining("was lm_head");
    }

    private static SafetensorsFile open(Path directory) throws IOException {
        return SafetensorsFile.open(
                directory.resolve("adapter_model.safetensors"), SafetensorsHeader.Limits.ADAPTER);
    }

    private static Map<String, List<Long>> shapes(SafetensorsFile file) {
        return file.header().tensors().values().stream()
                .collect(
                        Collectors.toMap(
                                SafetensorsHeader.Entry::name, SafetensorsHeader.Entry::shape));
    }

    private static float[] part(float[] flat, AdapterLayout.Slot slot) {
        return Arrays.copyOfRange(flat, slot.at(), slot.at() + slot.size());
    }
}
