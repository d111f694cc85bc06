package dev.hone.datasets.sample;

import dev.hone.datasets.container.Item;
import dev.hone.datasets.container.Records;
import dev.hone.datasets.fault.Fault;
import dev.hone.protocol.DatasetFormat;
import dev.hone.protocol.RowShape;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a dataset row by row, in bounded memory. A faulty row is a row: reading goes on, so that
/// all faults of a file are found at once.
public final class SampleReader implements AutoCloseable {
    private final Records records;
    private final Members members;
    private final Map<RowShape, Long> firstLines = new EnumMap<>(RowShape.class);
    private final boolean given;
    private @Nullable RowShape shape;
    private Set<String> read = Set.of();

    /// All about the file is detected from its bytes.
    public SampleReader(InputStream source) {
        this(source, DatasetFormat.DETECT);
    }

    /// @param format what is known of the file; the rest is detected
    public SampleReader(InputStream source, DatasetFormat format) {
        this.members = new Members(format.columns());
        this.shape = format.shape();
        this.given = shape != null;
        this.records =
                new Records(
                        source,
                        format,
                        names -> Shapes.isKnown(members.shapeNames(names), format.shape()));
    }

    /// The next row, if there is one.
    public Optional<Row> next() throws IOException {
        return records.next().map(this::read);
    }

    /// What was asked for, and the rest as it was found so far.
    public DatasetFormat format() {
        return records.format().withShape(shape);
    }

    /// The row of a table that names its columns, as it stands in the file; empty elsewhere.
    public byte[] header() {
        return records.header();
    }

    /// The row that was read last, as it stands in the file: without the line end or comma behind
    /// it.
    public byte[] bytes() {
        return records.bytes();
    }

    /// The first line of each shape that was seen.
    public Map<RowShape, Long> firstLines() {
        return Collections.unmodifiableMap(firstLines);
    }

    private Row read(Item item) {
        return switch (item) {
            case Item.Blank(var line, var offset) -> new Row.Blank(line, offset);
            case Item.Broken(var line, var offset, var fault) -> faulty(line, offset, fault);
            case Item.Found found -> {
                var said = Members.said(found.members());
                members.rename(found.members());
                var row = shaped(found);
                yield row instanceof Row.Usable usable ? usable.leaving(unused(said)) : row;
            }
        };
    }

    /// Of a file's rows all have one shape.
    private List<String> unused(List<String> said) {
        if (read.isEmpty() && shape != null) {
            read = members.read(shape);
        }
        return said.stream().filter(name -> !read.contains(name)).toList();
    }

    private Row shaped(Item.Found found) {
        return switch (given && shape != null
                ? new Shapes.One(shape)
                : Shapes.of(found.members())) {
            case Shapes.None(var names) ->
                    shape == null
                            ? faulty(found.line(), found.byteOffset(), Shapes.unknown(names))
                            : as(shape, found);
            case Shapes.Several(var shapes) ->
                    faulty(found.line(), found.byteOffset(), Shapes.ambiguous(shapes));
            case Shapes.One(var own) -> {
                firstLines.putIfAbsent(own, found.line());
                shape = shape == null ? own : shape;
                yield own == shape
                        ? as(own, found)
                        : faulty(found.line(), found.byteOffset(), mixed(own, shape));
            }
        };
    }

    private Fault mixed(RowShape own, RowShape file) {
        return Shapes.mixed(own, file, firstLines.getOrDefault(file, 1L));
    }

    private Row as(RowShape wanted, Item.Found found) {
        return switch (Shapes.read(wanted, found.members(), records.isTable())) {
            case RowOutcome.Parsed(var sample) ->
                    new Row.Usable(found.line(), found.byteOffset(), sample);
            case RowOutcome.Refused(var faults) ->
                    new Row.Faulty(found.line(), found.byteOffset(), faults);
        };
    }

    private static Row faulty(long line, long byteOffset, Fault fault) {
        return new Row.Faulty(line, byteOffset, List.of(fault));
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
