package dev.hone.datasets.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.ZstdOutputStream;
import dev.hone.datasets.fault.Fault;
import dev.hone.protocol.Compression;
import dev.hone.protocol.DatasetFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/// Makes dataset files, and reads them to their end.
public final class Files {
    static final String COMPLETIONS =
            "{\"prompt\":\"the same question\",\"completion\":\"the same answer\"}\n";

    private Files() {}

    /// All that a reader said.
    record Read(
            DatasetFormat format,
            List<Sample> usable,
            List<Fault> faults,
            List<List<Long>> places) {}

    static Read read(String text) throws IOException {
        return read(text.getBytes(UTF_8), DatasetFormat.DETECT);
    }

    static Read read(byte[] bytes, DatasetFormat format) throws IOException {
        return read(new ByteArrayInputStream(bytes), format);
    }

    static Read read(InputStream bytes, DatasetFormat format) throws IOException {
        var usable = new ArrayList<Sample>();
        var faults = new ArrayList<Fault>();
        var places = new ArrayList<List<Long>>();
        try (var reader = new SampleReader(bytes, format)) {
            for (var row = reader.next(); row.isPresent(); row = reader.next()) {
                switch (row.get()) {
                    case Row.Blank _ -> {}
                    case Row.Usable(var line, var offset, var sample, _) -> {
                        usable.add(sample);
                        places.add(List.of(line, offset));
                    }
                    case Row.Faulty(var line, var offset, var found) -> {
                        faults.addAll(found);
                        places.add(List.of(line, offset));
                    }
                }
            }
            return new Read(reader.format(), usable, faults, places);
        }
    }

    static List<Sample> samples(InputStream bytes, Compression compression) throws IOException {
        return read(bytes, new DatasetFormat(compression, null, null, Map.of())).usable();
    }

    public static byte[] gzip(byte[] bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }

    public static byte[] zstd(byte[] bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var zstd = new ZstdOutputStream(packed)) {
            zstd.write(bytes);
        }
        return packed.toByteArray();
    }

    public static byte[] joined(byte[]... parts) {
        var whole = new ByteArrayOutputStream();
        for (var part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }
}
