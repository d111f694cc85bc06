package dev.hone.datasets.container;

import java.io.IOException;
import java.util.Optional;

/// Cuts an unpacked file into the bytes of its records, holding at most one capped piece.
interface Pieces {
    /// The next one, if there is one.
    Optional<Piece> next() throws IOException;
}
