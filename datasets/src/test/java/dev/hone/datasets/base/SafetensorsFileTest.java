package dev.hone.datasets.base;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsFileTest {
    @TempDir Path directory;

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        var numbers = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        numbers.asFloatBuffer().put(new float[] {1.5f, -2f});
        Path file = directory.resolve("a.safetensors");

        SafetensorsWriter.write(
                file,
                List.of(new SafetensorsWriter.Tensor("x", "F32", List.of(1L, 2L), numbers)),
                Map.of("format", "pt"));

        try (var open = SafetensorsFile.open(file, SafetensorsHeader.Limits.ADAPTER)) {
            assertThat(open.header().metadata()).containsEntry("format", "pt");
            assertThat(open.header().dataStart() % 8).isZero();
            assertThat(open.bytes("x").asFloatBuffer().get(1)).isEqualTo(-2f);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[1]|0|the header must be a JSON object",
                "{\"a\":|0|the header is not sound JSON",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}|8|Duplicate field 'a'",
                "{\"a\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}}|8|tensor a has type I64, allowed are F32, BF16 and F16",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}|4|tensor a of type F32 and shape [2] takes 8 bytes, its offsets are 0 to 4",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}|0|tensor a has an impossible shape",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}|4|tensor a has -1 in its shape, allowed are whole numbers from 0 on",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,4]}}|4|tensor a has 1.5 in its shape",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}|4|tensor a must have a shape and two data_offsets",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}|4|must begin at byte 4",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}|8|tensor a must begin at byte 0, where the one before it ends, begins at 4",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}|12|the tensors take 4 bytes by the header, the file holds 12",
                "{\"a\":[[[[[[[[[[]]]]]]]]]]}|0|the header is not sound JSON",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}|8|tensor b must begin at byte 8, where the one before it ends, begins at 4",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]}}|12|tensor b must begin at byte 4, where the one before it ends, begins at 8",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}|4|takes 4 bytes, its offsets are 4 to 0",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}|4|the tensors take 8 bytes by the header, the file holds 4",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[9223372036854775803,9223372036854775807]}}|4|tensor a must begin at byte 0, where the one before it ends, begins at 9223372036854775803",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,9223372036854775808]}}|4|tensor a has 9223372036854775808 in its data_offsets",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,99999999999999999999999999]}}|4|the header is not sound JSON",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[\"0\",4]}}|4|tensor a has \"0\" in its data_offsets",
                "{\"a\":null}|0|tensor a has type , allowed are F32, BF16 and F16",
            })
    void aHeaderThatLiesIsRefused(String json, int dataBytes, String message) throws IOException {
        Path file = write(json.getBytes(UTF_8).length, json, dataBytes);

        assertThatThrownBy(() -> SafetensorsFile.open(file, SafetensorsHeader.Limits.ADAPTER))
                .isInstanceOf(UnsafeFileException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"ADAPTER, 1048576", "BASE, 67108864"})
    void aHeaderMayHaveSoManyBytesAndNotOneMore(SafetensorsHeader.Limits limits, long most)
            throws IOException {
        Path atMost = write(most, "{}", 0);
        assertThatThrownBy(() -> SafetensorsFile.open(atMost, limits))
                .hasMessage("the header claims %d bytes, the file has 10".formatted(most));

        Path more = write(most + 1, "{}", 0);
        assertThatThrownBy(() -> SafetensorsFile.open(more, limits))
                .hasMessage(
                        "the header claims %d bytes, allowed are 2 to %d"
                                .formatted(most + 1, most));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "-1, 18446744073709551615"})
    void aHeaderIsAtLeastAnEmptyObject(long length, String shown) throws IOException {
        Path file = write(length, "{}", 0);

        assertThatThrownBy(() -> SafetensorsFile.open(file, SafetensorsHeader.Limits.BASE))
                .hasMessage(
                        "the header claims %s bytes, allowed are 2 to 67108864".formatted(shown));
    }

    @Test
    void aFileWithoutALengthIsRefused() throws IOException {
        Path file = Files.write(directory.resolve("short"), new byte[7]);

        assertThatThrownBy(() -> SafetensorsFile.open(file, SafetensorsHeader.Limits.BASE))
                .isInstanceOf(UnsafeFileException.class)
                .hasMessage("a safetensors file has 8 bytes or more, found 7");
    }

    @Test
    void aHeaderThatIsTooLongIsNotEvenRead() throws IOException {
        Path file = write(Long.MAX_VALUE, "{}", 0);
        assertThatThrownBy(() -> SafetensorsFile.open(file, SafetensorsHeader.Limits.ADAPTER))
                .hasMessage(
                        "the header claims 9223372036854775807 bytes, allowed are 2 to 1048576");

        Path longer = write(1000, "{}", 0);
        assertThatThrownBy(() -> SafetensorsFile.open(longer, SafetensorsHeader.Limits.ADAPTER))
                .hasMessage("the header claims 1000 bytes, the file has 10");
    }

    @Test
    void anAdapterMayNotNameMoreTensorsThanAllowed() throws IOException {
        var json = new StringBuilder("{");
        for (int i = 0; i < 4098; i++) {
            json.append("\"t%d\":{},".formatted(i));
        }
        json.setCharAt(json.length() - 1, '}');
        Path file = write(json.length(), json.toString(), 0);

        assertThatThrownBy(() -> SafetensorsFile.open(file, SafetensorsHeader.Limits.ADAPTER))
                .hasMessage("the header names 4098 tensors, at most 4096 are allowed");
    }

    private Path write(long length, String json, int dataBytes) throws IOException {
        byte[] header = json.getBytes(UTF_8);
        var bytes =
                ByteBuffer.allocate(8 + header.length + dataBytes)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(length)
                        .put(header);
        return Files.write(Files.createTempFile(directory, "lie", ""), bytes.array());
    }
}
