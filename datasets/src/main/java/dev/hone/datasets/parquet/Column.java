package dev.hone.datasets.parquet;

import java.io.IOException;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/// One column of a row group, read value by value. Stands at a value, null or not, until it has
/// ended.
final class Column implements AutoCloseable {
    private static final int BUFFERS = 3 * FileRange.BUFFER;

    private final Field.Leaf leaf;
    private final int deepestDefinition;
    private final ColumnChunk chunk;
    private final FileChannel file;
    private final Work work;
    private final Held.Share whole;
    private final Held.Share ofPage;
    private final BinaryValues.Room room;
    private final Decoders decoders;
    private @Nullable Dictionary dictionary;
    private @Nullable Page page;
    private @Nullable PageBytes content;
    private @Nullable Levels levels;
    private @Nullable Values values;
    private long position;
    private long pageStart;
    private long leftInChunk;
    private int leftInPage;
    private int repetition;
    private int definition;
    private boolean ended;

    Column(
            FileChannel file,
            Field.Leaf leaf,
            ColumnChunk chunk,
            BinaryValues.Room room,
            Held held,
            Work work) {
        this.file = file;
        this.leaf = leaf;
        this.deepestDefinition = leaf.presentAt();
        this.chunk = chunk;
        this.room = room;
        this.work = work;
        this.whole = held.new Share();
        this.ofPage = held.new Share();
        this.decoders = new Decoders(leaf, room, ofPage);
        this.position = chunk.start();
        this.pageStart = chunk.start();
        this.leftInChunk = chunk.values();
    }

    /// Goes to the first value.
    void open() throws IOException {
        try {
            whole.take(BUFFERS, "the column's buffers");
        } catch (Damage damage) {
            throw located(damage);
        }
        next();
    }

    boolean hasEnded() {
        return ended;
    }

    /// Of the value at which it stands: 0 at the first one of a row, and at the end.
    int repetition() {
        return repetition;
    }

    /// Of the value at which it stands: how much of what it is in is there.
    int definition() {
        return definition;
    }

    boolean isNull() {
        return definition < deepestDefinition;
    }

    Field.Leaf leaf() {
        return leaf;
    }

    /// The value at which it stands; is to be asked once.
    long number() throws IOException {
        try {
            if (values instanceof Values.Numbers numbers) {
                return numbers.next();
            }
            throw Damage.of("there are no numbers");
        } catch (Damage damage) {
            throw located(damage);
        }
    }

    /// The value at which it stands; is to be asked once. A longer one than `most` is passed over.
    Values.Slice bytes(int most) throws IOException {
        try {
            if (values instanceof Values.Binaries binaries) {
                return binaries.next(most);
            }
            throw Damage.of("there are no texts");
        } catch (Damage damage) {
            throw located(damage);
        }
    }

    /// Goes to the next value.
    void next() throws IOException {
        try {
            work.spend(Work.VALUE);
            while (leftInPage == 0) {
                finishPage();
                if (leftInChunk == 0) {
                    end();
                    return;
                }
                openPage();
            }
            leftInPage--;
            advance();
        } catch (Damage damage) {
            throw located(damage);
        }
    }

    private void advance() throws IOException {
        if (levels != null) {
            repetition = levels.repetition();
            definition = levels.definition();
        }
    }

    private void end() {
        ended = true;
        repetition = 0;
        definition = 0;
    }

    Damage located(Damage damage) {
        return damage.inPage(leaf.path(), pageStart);
    }

    private void openPage() throws IOException {
        pageStart = position;
        var range = new FileRange(file, position, chunk.end());
        if (range.left() == 0) {
            throw Damage.of(
                    "the column ends here, but %d of its %d values are missing"
                            .formatted(leftInChunk, chunk.values()));
        }
        var header = PageHeader.read(new Thrift(range));
        long start = range.offset();
        if (header.packedLength() > chunk.end() - start) {
            throw Damage.of(
                    "the page is said to have %d bytes, but the column ends after %d"
                            .formatted(header.packedLength(), chunk.end() - start));
        }
        position = start + header.packedLength();
        open(header, new FileRange(file, start, position));
    }

    private void open(PageHeader header, FileRange range) throws IOException {
        switch (header.kind()) {
            case PageHeader.Data data -> {
                begin(header, range, data.values());
                var bytes = unpacked(header, chunk.codec());
                levels = Levels.within(bytes, leaf, ofPage);
                values = decoders.of(data.encoding(), bytes, dictionary, data.values());
            }
            case PageHeader.DataV2 data -> {
                begin(header, range, data.values());
                levels = levels(data);
                var codec = data.packed() ? chunk.codec() : Codec.UNCOMPRESSED;
                var bytes = unpacked(header, codec);
                values = decoders.of(data.encoding(), bytes, dictionary, data.values());
            }
            case PageHeader.Dictionary found -> dictionary = read(header, range, found);
            case PageHeader.Other _ -> {
                // no reader has to know it
            }
        }
    }

    private void begin(PageHeader header, FileRange range, int count) throws Damage {
        if (count > leftInChunk) {
            throw Damage.of(
                    "the page is said to have %d values, but the column has only %d more"
                            .formatted(count, leftInChunk));
        }
        page = new Page(header, range);
        leftInPage = count;
        leftInChunk -= count;
    }

    private Levels levels(PageHeader.DataV2 data) throws IOException {
        var opened = page;
        if (opened == null) {
            throw new IllegalStateException("no page is open");
        }
        ofPage.take((long) data.repetitionBytes() + data.definitionBytes(), "a page's levels");
        var repetitions = opened.levels(data.repetitionBytes());
        return Levels.of(leaf, repetitions, opened.levels(data.definitionBytes()));
    }

    private PageBytes unpacked(PageHeader header, Codec codec) throws IOException {
        var opened = page;
        if (opened == null) {
            throw new IllegalStateException("no page is open");
        }
        ofPage.take(codec.memory(header.length()), "unpacking a page");
        var bytes = opened.content(codec);
        content = bytes;
        return bytes;
    }

    private Dictionary read(PageHeader header, FileRange range, PageHeader.Dictionary found)
            throws IOException {
        if (dictionary != null) {
            throw Damage.of("the column has a second dictionary");
        }
        boolean plain =
                found.encoding() == Encoding.PLAIN || found.encoding() == Encoding.PLAIN_DICTIONARY;
        if (!plain) {
            throw Damage.of("a dictionary in the encoding %s".formatted(found.encoding()));
        }
        begin(header, range, 0);
        var bytes = unpacked(header, chunk.codec());
        var read = Dictionary.read(bytes, leaf, found.values(), whole, room);
        finishPage();
        return read;
    }

    private void finishPage() throws IOException {
        try (var finished = page) {
            if (finished != null && content != null) {
                content.finish();
                finished.check();
            }
        } finally {
            page = null;
            content = null;
            levels = null;
            values = null;
            ofPage.giveBack();
        }
    }

    @Override
    public void close() throws IOException {
        try (var _ = dictionary;
                var _ = page) {
            ofPage.giveBack();
            whole.giveBack();
        }
    }
}
