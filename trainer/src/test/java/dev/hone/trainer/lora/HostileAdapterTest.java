package dev.hone.trainer.lora;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.datasets.base.ModelConfig;
import dev.hone.datasets.base.UnsafeFileException;
import dev.hone.trainer.Reference;
import dev.hone.trainer.kernel.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files of an adapter that are not what they say.
class HostileAdapterTest {
    private static final String FIRST =
            "base_model.model.model.layers.0.mlp.down_proj.lora_A.weight";

    private static Engine engine;
    private static ModelConfig config;

    @TempDir private Path directory;

    @BeforeAll
    static void open() throws IOException {
        engine = Engine.open(1);
        try (var reference = Reference.family("llama-default")) {
            config = reference.base().config();
        }
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @BeforeEach
    void aSoundAdapter() throws IOException {
        try (var reference = Reference.family("llama-default")) {
            for (String name : new String[] {AdapterDirectory.WEIGHTS, AdapterDirectory.CONFIG}) {
                Files.copy(reference.adapter().resolve(name), directory.resolve(name));
            }
        }
        AdapterDirectory.read(engine, config, directory).close();
    }

    @Test
    void aHeaderThatLiesIsRefused() throws IOException {
        replaceInWeights("\"data_offsets\":[0,", "\"data_offsets\":[4,");
        refused("takes");
    }

    @Test
    void aHeaderAboveOneMebibyteIsRefused() throws IOException {
        var weights = directory.resolve(AdapterDirectory.WEIGHTS);
        byte[] bytes = Files.readAllBytes(weights);
        bytes[2] = 0x20; // the third byte of the length: 2 MiB more
        Files.write(weights, Arrays.copyOf(bytes, 4 << 20));
        refused("allowed are 2 to 1048576");
    }

    @Test
    void aFileThatEndsEarlyIsRefused() throws IOException {
        var weights = directory.resolve(AdapterDirectory.WEIGHTS);
        byte[] bytes = Files.readAllBytes(weights);
        Files.write(weights, Arrays.copyOf(bytes, bytes.length - 4));
        refused("the tensors take");
    }

    @Test
    void aTensorUnderAnotherNameIsMissing() throws IOException {
        replaceInWeights(FIRST, FIRST.replace("lora_A", "lora_C"));
        refused("tensor " + FIRST + " is missing");
    }

    @Test
    void aTensorThatTheModelHasNoPlaceForIsRefused() throws IOException {
        replaceInConfig("\"down_proj\",", "");
        refused("the adapter holds tensors that the model has no place for");
    }

    @Test
    void aRankThatTheTensorsDoNotHaveIsRefused() throws IOException {
        replaceInConfig("\"r\": 2", "\"r\": 1");
        refused("must be F32 of shape");
    }

    @Test
    void aRankThatTheModelCannotHaveIsRefusedBeforeAnyTensorIsRead() throws IOException {
        replaceInConfig("\"r\": 2", "\"r\": 200");
        refused("rank must be at most");
    }

    @Test
    void aConfigurationThatIsNoJsonIsRefused() throws IOException {
        Files.writeString(directory.resolve(AdapterDirectory.CONFIG), "{\"r\":");
        refused("adapter_config.json is not sound JSON: ");
    }

    private void refused(String message) {
        assertThatThrownBy(() -> AdapterDirectory.read(engine, config, directory))
                .isInstanceOf(UnsafeFileException.class)
                .hasMessageContaining(message);
    }

    /// Bytes for as many bytes, so that the header keeps its length.
    private void replaceInWeights(String before, String after) throws IOException {
        replace(directory.resolve(AdapterDirectory.WEIGHTS), before, after);
    }

    private void replaceInConfig(String before, String after) throws IOException {
        replace(directory.resolve(AdapterDirectory.CONFIG), before, after);
    }

    private static void replace(Path file, String before, String after) throws IOException {
        var text = new String(Files.readAllBytes(file), ISO_8859_1);
        if (!text.contains(before)) {
            throw new AssertionError(file + " must hold " + before);
        }
        int at = text.indexOf(before);
        var changed = text.substring(0, at) + after + text.substring(at + before.length());
        Files.write(file, changed.getBytes(ISO_8859_1));
    }
}
