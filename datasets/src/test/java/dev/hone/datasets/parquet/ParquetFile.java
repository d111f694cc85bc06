package dev.hone.datasets.parquet;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A file that is put together by hand, and may say anything of itself.
public final class ParquetFile {
    public static final int BOOLEAN = 0;
    public static final int INT32 = 1;
    public static final int INT64 = 2;
    public static final int FLOAT = 4;
    public static final int BYTE_ARRAY = 6;
    public static final int FIXED_LEN_BYTE_ARRAY = 7;

    public static final int REQUIRED = 0;
    public static final int OPTIONAL = 1;
    public static final int REPEATED = 2;

    public static final int SNAPPY = 1;
    public static final int GZIP = 2;
    public static final int ZSTD = 6;
    public static final int LZ4_RAW = 7;

    /// What is written of one thing.
    public interface Part {
        void write(ThriftWriter thrift);
    }

    /// The pages of a column, and what is said of them where that is not so.
    public static final class Chunk {
        private final int type;
        private final long values;
        private final byte[] pages;
        public int codec;
        public @Nullable Long start;
        public @Nullable Long bytes;
        public Part meta = _ -> {};
        public Part more = _ -> {};

        public Chunk(int type, long values, byte[]... pages) {
            this.type = type;
            this.values = values;
            this.pages = Pages.joined(pages);
        }

        public Chunk packed(int by) {
            codec = by;
            return this;
        }

        private void write(ThriftWriter thrift, long place) {
            thrift.wide(2, 0)
                    .struct(
                            3,
                            data -> {
                                data.integer(1, type)
                                        .integer(4, codec)
                                        .wide(5, values)
                                        .wide(6, pages.length)
                                        .wide(7, bytes == null ? pages.length : bytes)
                                        .wide(9, start == null ? place : start);
                                meta.write(data);
                            });
            more.write(thrift);
        }
    }

    private record Group(long rows, List<Chunk> chunks) {}

    private final List<Part> schema = new ArrayList<>();
    private final List<Group> groups = new ArrayList<>();
    public @Nullable Long rows;
    public @Nullable Integer footerLength;
    public String first = "PAR1";
    public String last = "PAR1";
    public Part more = _ -> {};

    /// @param members of each row
    public ParquetFile(int members) {
        element(root -> root.text(4, "schema").integer(5, members));
    }

    public ParquetFile element(Part part) {
        schema.add(part);
        return this;
    }

    public ParquetFile group(String name, int repetition, int children, int converted) {
        return element(group -> {
            group.integer(3, repetition).text(4, name).integer(5, children);
            if (converted >= 0) {
                group.integer(6, converted);
            }
        });
    }

    /// @param converted what it means; -1 for nothing
    public ParquetFile leaf(String name, int type, int repetition, int converted) {
        return element(leaf -> {
            leaf.integer(1, type).integer(3, repetition).text(4, name);
            if (converted >= 0) {
                leaf.integer(6, converted);
            }
        });
    }

    public ParquetFile rows(long count, Chunk... chunks) {
        groups.add(new Group(count, List.of(chunks)));
        return this;
    }

    public byte[] bytes() {
        var out = new ByteArrayOutputStream();
        out.writeBytes(first.getBytes(US_ASCII));
        var thrift = new ThriftWriter();
        thrift.struct(footer -> {
            footer.integer(1, 1).list(2, ThriftWriter.STRUCT, schema.size());
            schema.forEach(element -> footer.struct(element::write));
            footer.wide(3, rows == null ? groups.stream().mapToLong(Group::rows).sum() : rows)
                    .list(4, ThriftWriter.STRUCT, groups.size());
            groups.forEach(group -> footer.struct(it -> write(it, group, out)));
            more.write(footer);
        });
        var footer = thrift.bytes();
        out.writeBytes(footer);
        out.writeBytes(Pages.little(footerLength == null ? footer.length : footerLength));
        out.writeBytes(last.getBytes(US_ASCII));
        return out.toByteArray();
    }

    private static void write(ThriftWriter thrift, Group group, ByteArrayOutputStream out) {
        thrift.list(1, ThriftWriter.STRUCT, group.chunks().size());
        for (var chunk : group.chunks()) {
            long place = out.size();
            out.writeBytes(chunk.pages);
            thrift.struct(it -> chunk.write(it, place));
        }
        thrift.wide(2, 0).wide(3, group.rows());
    }
}
