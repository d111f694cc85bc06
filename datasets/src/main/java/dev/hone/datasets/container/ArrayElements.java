package dev.hone.datasets.container;

import static dev.hone.datasets.fault.FaultCode.MALFORMED_ARRAY;
import static dev.hone.datasets.fault.FaultCode.NOT_AN_ARRAY;
import static dev.hone.datasets.fault.FaultCode.TRUNCATED_FILE;

import dev.hone.datasets.fault.Fault;
import dev.hone.datasets.fault.FaultCode;
import java.io.IOException;
import java.util.Optional;

/// Cuts a JSON array into its elements by counting brackets outside of strings. What is between the
/// brackets is not looked at: that is done with the whole element.
final class ArrayElements implements Pieces {
    private final Bytes source;
    private final Gathered gathered = new Gathered();
    private boolean opened;
    private boolean ended;
    private long count;

    ArrayElements(Bytes source) {
        this.source = source;
    }

    @Override
    public Optional<Piece> next() throws IOException {
        if (ended) {
            return Optional.empty();
        }
        var problem = opened ? toNext() : open();
        if (problem.isPresent() || ended) {
            ended = true;
            return problem;
        }
        return Optional.of(element());
    }

    private Optional<Piece> open() throws IOException {
        source.skipSpace();
        if (!source.fill()) {
            ended = true;
            return Optional.empty();
        }
        if (source.peek() != '[') {
            return broken(NOT_AN_ARRAY, "the file must be one JSON array [{…},{…}]");
        }
        opened = true;
        source.skip();
        source.skipSpace();
        return source.fill() && source.peek() == ']' ? close() : atElement();
    }

    /// From behind an element to the next.
    private Optional<Piece> toNext() throws IOException {
        source.skipSpace();
        if (!source.fill()) {
            return unclosed();
        }
        if (source.peek() == ']') {
            return close();
        }
        if (source.peek() != ',') {
            return broken(
                    MALFORMED_ARRAY,
                    "behind row %d of the array there must be a comma or its end ]; what follows was not read"
                            .formatted(count));
        }
        source.skip();
        source.skipSpace();
        return atElement();
    }

    private Optional<Piece> atElement() throws IOException {
        if (!source.fill()) {
            return unclosed();
        }
        byte next = source.peek();
        return next == ']' || next == ','
                ? broken(
                        MALFORMED_ARRAY,
                        "a comma of the array must be followed by a row; what follows was not read")
                : Optional.empty();
    }

    private Optional<Piece> close() throws IOException {
        source.skip();
        source.skipSpace();
        ended = true;
        return source.fill()
                ? broken(
                        MALFORMED_ARRAY,
                        "the array ends here; nothing may follow it, and what follows was not read")
                : Optional.empty();
    }

    private Optional<Piece> unclosed() {
        return broken(
                TRUNCATED_FILE,
                "the file ends after %d rows, but its array is not closed".formatted(count));
    }

    private Optional<Piece> broken(FaultCode code, String message) {
        return Optional.of(
                new Piece.Broken(source.line(), source.offset(), Fault.ofRow(code, message)));
    }

    private Piece element() throws IOException {
        long line = source.line();
        long start = source.offset();
        count++;
        gathered.clear();
        boolean closed = takeValue();
        if (!gathered.fits()) {
            return new Piece.TooLong(line, start, gathered.length(), false);
        }
        if (!closed) {
            ended = true;
            return new Piece.Broken(
                    line,
                    start,
                    Fault.ofRow(
                            TRUNCATED_FILE,
                            "row %d of the array is not closed before the file ends; a bracket, brace or quote is missing, or the end of the file"
                                    .formatted(count)));
        }
        return new Piece.Complete(line, start, gathered.toArray());
    }

    /// @return whether the value has ended before the file
    private boolean takeValue() throws IOException {
        long depth = 0;
        boolean inString = false;
        while (source.fill()) {
            byte value = source.peek();
            if (inString) {
                inString = value != '"';
                takeInString(value);
            } else {
                boolean closing = value == '}' || value == ']';
                if (depth == 0 && (closing || value == ',')) {
                    return true; // behind a number or a word
                }
                inString = value == '"';
                depth += value == '{' || value == '[' ? 1 : 0;
                depth -= closing ? 1 : 0;
                source.take(gathered);
                if (closing && depth == 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private void takeInString(byte value) throws IOException {
        source.take(gathered);
        if (value == '\\' && source.fill()) {
            source.take(gathered);
        }
    }
}
