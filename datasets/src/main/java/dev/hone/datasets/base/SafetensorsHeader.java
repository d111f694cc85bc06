package dev.hone.datasets.base;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a safetensors file says of its tensors. Nothing in it is believed before it is checked.
///
/// @param tensors by name, in the order of their bytes
/// @param metadata the free text pairs under `__metadata__`
/// @param dataStart where the tensors' bytes begin in the file
public record SafetensorsHeader(
        Map<String, Entry> tensors, Map<String, String> metadata, long dataStart) {
    /// Sizes beyond which a file is not read.
    public enum Limits {
        BASE(64 << 20, 1 << 20),
        ADAPTER(1 << 20, 4096);

        private final int headerBytes;
        private final int tensors;

        Limits(int headerBytes, int tensors) {
            this.headerBytes = headerBytes;
            this.tensors = tensors;
        }

        public int headerBytes() {
            return headerBytes;
        }

        public int tensors() {
            return tensors;
        }
    }

    /// One tensor.
    ///
    /// @param begin of its bytes, counted from [SafetensorsHeader#dataStart]
    public record Entry(String name, String type, List<Long> shape, long begin, long end) {
        public Entry {
            shape = List.copyOf(shape);
        }

        public long bytes() {
            return end - begin;
        }
    }

    private static final String METADATA = "__metadata__";

    private static final Map<String, Integer> BYTES = Map.of("F32", 4, "BF16", 2, "F16", 2);

    public SafetensorsHeader {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        metadata = Map.copyOf(metadata);
    }

    /// @param json the header's bytes, after the eight of its length
    /// @param dataBytes how many bytes follow the header
    public static SafetensorsHeader parse(byte[] json, long dataBytes, Limits limits)
            throws UnsafeFileException {
        JsonNode root = tree(json);
        if (!root.isObject()) {
            throw new UnsafeFileException("the header must be a JSON object");
        }
        if (root.size() > limits.tensors() + 1) {
            throw new UnsafeFileException(
                    "the header names %d tensors, at most %d are allowed"
                            .formatted(root.size(), limits.tensors()));
        }
        var entries = new ArrayList<Entry>();
        for (var field : root.properties()) {
            if (!field.getKey().equals(METADATA)) {
                entries.add(entry(field.getKey(), field.getValue()));
            }
        }
        var metadata = new LinkedHashMap<String, String>();
        root.path(METADATA)
                .properties()
                .forEach(m -> metadata.put(m.getKey(), m.getValue().asText()));
        return new SafetensorsHeader(inOrder(entries, dataBytes), metadata, 8L + json.length);
    }

    /// The tensors in the order of their bytes, which must follow one another without gap.
    private static Map<String, Entry> inOrder(List<Entry> entries, long dataBytes)
            throws UnsafeFileException {
        entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        var tensors = new LinkedHashMap<String, Entry>();
        long at = 0;
        for (Entry entry : entries) {
            if (entry.begin() != at) {
                throw new UnsafeFileException(
                        "tensor %s must begin at byte %d, where the one before it ends, begins at %d"
                                .formatted(entry.name(), at, entry.begin()));
            }
            at = entry.end();
            tensors.put(entry.name(), entry);
        }
        if (at != dataBytes) {
            throw new UnsafeFileException(
                    "the tensors take %d bytes by the header, the file holds %d"
                            .formatted(at, dataBytes));
        }
        return tensors;
    }

    private static JsonNode tree(byte[] json) throws UnsafeFileException {
        var factory =
                JsonFactory.builder()
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .streamReadConstraints(
                                StreamReadConstraints.builder()
                                        .maxNestingDepth(8)
                                        .maxNumberLength(20)
                                        .build())
                        .build();
        try (JsonParser parser = factory.createParser(json)) {
            return new JsonMapper(factory).readTree(parser);
        } catch (JsonProcessingException e) {
            throw new UnsafeFileException(
                    "the header is not sound JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UnsafeFileException("the header cannot be read: " + e.getMessage());
        }
    }

    private static Entry entry(String name, JsonNode node) throws UnsafeFileException {
        String type = node.path("dtype").asText();
        Integer width = BYTES.get(type);
        if (width == null) {
            throw new UnsafeFileException(
                    "tensor %s has type %s, allowed are F32, BF16 and F16".formatted(name, type));
        }
        JsonNode offsets = node.path("data_offsets");
        if (!node.path("shape").isArray() || !offsets.isArray() || offsets.size() != 2) {
            throw new UnsafeFileException(
                    "tensor %s must have a shape and two data_offsets".formatted(name));
        }
        var shape = new ArrayList<Long>();
        for (JsonNode side : node.path("shape")) {
            shape.add(whole(name, "shape", side));
        }
        long size = size(name, width, shape);
        long begin = whole(name, "data_offsets", offsets.get(0));
        long end = whole(name, "data_offsets", offsets.get(1));
        if (end < begin || end - begin != size) {
            throw new UnsafeFileException(
                    "tensor %s of type %s and shape %s takes %d bytes, its offsets are %d to %d"
                            .formatted(name, type, shape, size, begin, end));
        }
        return new Entry(name, type, shape, begin, end);
    }

    private static long size(String name, int width, List<Long> shape) throws UnsafeFileException {
        try {
            long size = width;
            for (long side : shape) {
                size = Math.multiplyExact(size, side);
            }
            return size;
        } catch (ArithmeticException _) {
            throw new UnsafeFileException("tensor %s has an impossible shape".formatted(name));
        }
    }

    private static long whole(String name, String what, JsonNode node) throws UnsafeFileException {
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 0) {
            throw new UnsafeFileException(
                    "tensor %s has %s in its %s, allowed are whole numbers from 0 on"
                            .formatted(name, node, what));
        }
        return node.longValue();
    }
}
