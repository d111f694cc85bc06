package dev.hone.datasets.sample;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/// Reads a dataset of JSON lines row by row, in bounded memory. A faulty row is a row: reading goes
/// on, so that all faults of a file are found at once.
public final class SampleReader implements AutoCloseable {
    private final InputStream source;
    private final Lines lines;
    private boolean done;

    public SampleReader(InputStream source) {
        this.source = source;
        this.lines = new Lines(source);
    }

    /// The next row, if there is one.
    public Optional<Row> next() throws IOException {
        var line = done ? Optional.<Line>empty() : lines.next();
        return line.map(this::read);
    }

    private Row read(Line line) {
        return switch (line) {
            case Line.TooLong tooLong -> faulty(tooLong, tooLong(tooLong));
            case Line.Complete complete -> read(complete);
        };
    }

    private Row read(Line.Complete line) {
        var bytes = line.number() == 1 ? Text.withoutByteOrderMark(line.bytes()) : line.bytes();
        var foreign = line.number() == 1 ? Text.foreignFile(bytes) : Optional.<Fault>empty();
        if (foreign.isPresent()) {
            done = true;
            return faulty(line, foreign.get());
        }
        return switch (Text.decode(bytes)) {
            case Text.Illegible(var fault) -> faulty(line, fault);
            case Text.Legible(var text) when text.isBlank() ->
                    new Row.Blank(line.number(), line.byteOffset());
            case Text.Legible(var text) -> parsed(line, text);
        };
    }

    private static Row parsed(Line line, String text) {
        return switch (RowParser.parse(text)) {
            case RowParser.Parsed(var sample) ->
                    new Row.Usable(line.number(), line.byteOffset(), sample);
            case RowParser.Refused(var faults) ->
                    new Row.Faulty(line.number(), line.byteOffset(), faults);
        };
    }

    private static Row faulty(Line line, Fault fault) {
        return new Row.Faulty(line.number(), line.byteOffset(), List.of(fault));
    }

    private static Fault tooLong(Line.TooLong line) {
        return Fault.ofLine(
                "line_too_long",
                "the line has %d bytes; a row may have at most %d (1 MiB)"
                        .formatted(line.length(), Lines.CAP));
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
