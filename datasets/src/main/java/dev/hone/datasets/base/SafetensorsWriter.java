package dev.hone.datasets.base;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/// Writes safetensors files: the same tensors give the same bytes.
public final class SafetensorsWriter {
    private SafetensorsWriter() {}

    /// A tensor to write, with its little-endian bytes.
    public record Tensor(String name, String type, List<Long> shape, ByteBuffer bytes) {
        public Tensor {
            shape = List.copyOf(shape);
        }
    }

    /// Tensors keep their order; the file is on disk when this returns.
    public static void write(Path file, List<Tensor> tensors, Map<String, String> metadata)
            throws IOException {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        if (!metadata.isEmpty()) {
            ObjectNode pairs = root.putObject("__metadata__");
            metadata.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(pair -> pairs.put(pair.getKey(), pair.getValue()));
        }
        long at = 0;
        for (Tensor tensor : tensors) {
            ObjectNode node = root.putObject(tensor.name()).put("dtype", tensor.type());
            var shape = node.putArray("shape");
            tensor.shape().forEach(shape::add);
            node.putArray("data_offsets").add(at).add(at + tensor.bytes().remaining());
            at += tensor.bytes().remaining();
        }
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            writeFully(channel, header(root));
            for (Tensor tensor : tensors) {
                writeFully(channel, tensor.bytes().duplicate());
            }
            channel.force(true);
        }
    }

    /// Length and JSON, padded with spaces so that the tensors begin at a multiple of eight.
    private static ByteBuffer header(ObjectNode root) throws IOException {
        String json = new JsonMapper().writeValueAsString(root);
        int bare = json.getBytes(UTF_8).length;
        byte[] padded = (json + " ".repeat((8 - bare % 8) % 8)).getBytes(UTF_8);
        return ByteBuffer.allocate(8 + padded.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(padded.length)
                .put(padded)
                .flip();
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
