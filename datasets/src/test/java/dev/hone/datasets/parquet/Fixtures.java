package dev.hone.datasets.parquet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The files that src/test/python/parquet_files.py has written.
public final class Fixtures {
    private static final Path DIRECTORY = Path.of("src/test/resources/parquet");
    private static final ObjectMapper JSON = new ObjectMapper();

    private Fixtures() {}

    public static List<Path> files() throws IOException {
        try (var files = Files.list(DIRECTORY)) {
            return files.filter(file -> file.toString().endsWith(".parquet")).sorted().toList();
        }
    }

    public static Path file(String name) {
        return DIRECTORY.resolve(name);
    }

    /// As JSON lines, what the file must hold.
    static List<JsonNode> expected(Path file) throws IOException {
        var name = file.getFileName().toString().replaceFirst("-.*", "");
        var lines =
                name.equals("tickets")
                        ? Path.of("samples/tickets/train.jsonl")
                        : DIRECTORY.resolve(name + ".jsonl");
        var rows = new ArrayList<JsonNode>();
        for (var line : Files.readAllLines(lines)) {
            rows.add(JSON.readTree(line));
        }
        return rows;
    }

    static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    static List<ParquetItem> read(byte[] file) throws IOException {
        return read(new ByteArrayInputStream(file));
    }

    static List<ParquetItem> read(InputStream file) throws IOException {
        JsonText json = (text, _) -> text.startsWith("{") ? parsed(text) : number(text);
        try (var rows = ParquetRows.of(file, json)) {
            var items = new ArrayList<ParquetItem>();
            if (rows.columns() instanceof ParquetRows.Unreadable(var why)) {
                return List.of(why);
            }
            for (var item = rows.next(); item.isPresent(); item = rows.next()) {
                items.add(item.get());
            }
            return items;
        }
    }

    private static JsonNode number(String text) {
        return text.isEmpty() ? NullNode.getInstance() : parsed(text);
    }
}
