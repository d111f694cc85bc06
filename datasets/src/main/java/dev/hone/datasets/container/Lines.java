package dev.hone.datasets.container;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/// Cuts at line feeds. A last line needs none.
final class Lines implements Pieces {
    private final Bytes source;
    private final Gathered gathered = new Gathered();

    Lines(Bytes source) {
        this.source = source;
    }

    @Override
    public Optional<Piece> next() throws IOException {
        if (!source.fill()) {
            return Optional.empty();
        }
        long line = source.line();
        long start = source.offset();
        gathered.clear();
        while (source.fill() && !source.takeLine(gathered)) {
            // the line goes on in the next buffer
        }
        return Optional.of(
                gathered.fits()
                        ? new Piece.Complete(line, start, withoutReturn(gathered.toArray()))
                        : new Piece.TooLong(line, start, gathered.length(), false));
    }

    private static byte[] withoutReturn(byte[] line) {
        boolean windows = line.length > 0 && line[line.length - 1] == '\r';
        return windows ? Arrays.copyOf(line, line.length - 1) : line;
    }
}
