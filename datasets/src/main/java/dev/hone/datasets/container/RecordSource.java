package dev.hone.datasets.container;

import dev.hone.protocol.DatasetFormat;
import java.io.IOException;
import java.util.Optional;

/// The records of a file of one kind.
interface RecordSource extends AutoCloseable {
    /// The next one, if there is one.
    Optional<Item> next() throws IOException;

    /// As it was found, but for the shape.
    DatasetFormat format();

    /// The row of a table that names its columns, as it stands in the file; empty elsewhere.
    byte[] header();

    /// The record that was read last, as it stands in the file; empty if it could not be cut out.
    byte[] bytes();

    /// Whether the members of records are cells of a table, all of them texts.
    boolean isTable();

    @Override
    default void close() throws IOException {}
}
