package dev.hone.datasets.container;

import static dev.hone.datasets.fault.FaultCode.MALFORMED_CSV;
import static dev.hone.datasets.fault.FaultCode.UNCLOSED_QUOTE;

import dev.hone.datasets.fault.Fault;
import dev.hone.datasets.fault.FaultCode;
import java.io.IOException;
import java.util.Optional;

/// Cuts a table at the line ends that lie outside of quoted cells, RFC 4180.
final class CsvPieces implements Pieces {
    private enum Within {
        START_OF_CELL,
        PLAIN_CELL,
        QUOTED_CELL,
        BEHIND_QUOTE
    }

    private final Bytes source;
    private final byte separator;
    private final Gathered gathered = new Gathered();
    private Within within = Within.START_OF_CELL;

    CsvPieces(Bytes source, char separator) {
        this.source = source;
        this.separator = (byte) separator;
    }

    @Override
    public Optional<Piece> next() throws IOException {
        if (!source.fill()) {
            return Optional.empty();
        }
        long line = source.line();
        long start = source.offset();
        long quoteLine = line;
        gathered.clear();
        within = Within.START_OF_CELL;
        boolean malformed = false;
        while (source.fill()) {
            byte value = source.peek();
            if (within != Within.QUOTED_CELL && isLineEnd(value)) {
                skipLineEnd();
                break;
            }
            if (within == Within.START_OF_CELL && value == '"') {
                quoteLine = source.line();
            }
            malformed |= within == Within.BEHIND_QUOTE && value != '"' && value != separator;
            within = malformed ? Within.PLAIN_CELL : after(value);
            source.take(gathered);
        }
        return Optional.of(piece(line, start, quoteLine, malformed));
    }

    private Piece piece(long line, long start, long quoteLine, boolean malformed) {
        boolean open = within == Within.QUOTED_CELL;
        if (!gathered.fits()) {
            return new Piece.TooLong(
                    line, start, gathered.length(), open || source.line() > line + 1);
        }
        if (malformed) {
            return broken(
                    line,
                    start,
                    MALFORMED_CSV,
                    "behind the closing quote of a cell that starts in line %d there must be a separator or the end of the line; a quote within a cell must be doubled (\"\")"
                            .formatted(quoteLine));
        }
        return open
                ? broken(
                        line,
                        start,
                        UNCLOSED_QUOTE,
                        "the file ends within a quoted cell that starts in line %d; a closing quote is missing"
                                .formatted(quoteLine))
                : new Piece.Complete(line, start, gathered.toArray());
    }

    private static Piece broken(long line, long start, FaultCode code, String message) {
        return new Piece.Broken(line, start, Fault.ofRow(code, message));
    }

    private Within after(byte value) {
        return switch (within) {
            case QUOTED_CELL -> value == '"' ? Within.BEHIND_QUOTE : Within.QUOTED_CELL;
            case BEHIND_QUOTE -> value == '"' ? Within.QUOTED_CELL : Within.START_OF_CELL;
            case START_OF_CELL -> value == '"' ? Within.QUOTED_CELL : afterPlain(value);
            case PLAIN_CELL -> afterPlain(value);
        };
    }

    private Within afterPlain(byte value) {
        return value == separator ? Within.START_OF_CELL : Within.PLAIN_CELL;
    }

    private static boolean isLineEnd(byte value) {
        return value == '\n' || value == '\r';
    }

    private void skipLineEnd() throws IOException {
        boolean windows = source.peek() == '\r';
        source.skip();
        if (windows && source.fill() && source.peek() == '\n') {
            source.skip();
        } else if (windows) {
            source.countLine();
        }
    }
}
