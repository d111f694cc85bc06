package dev.hone.datasets.container;

import dev.hone.datasets.fault.Fault;
import dev.hone.protocol.DatasetFormat;
import java.util.Optional;

/// A file of which nothing is read but one fault.
final class Refused implements RecordSource {
    private final DatasetFormat format;
    private final Fault fault;
    private boolean told;

    Refused(DatasetFormat format, Fault fault) {
        this.format = format;
        this.fault = fault;
    }

    @Override
    public Optional<Item> next() {
        if (told) {
            return Optional.empty();
        }
        told = true;
        return Optional.of(new Item.Broken(1, 0, fault));
    }

    @Override
    public DatasetFormat format() {
        return format;
    }

    @Override
    public byte[] header() {
        return new byte[0];
    }

    @Override
    public byte[] bytes() {
        return new byte[0];
    }

    @Override
    public boolean isTable() {
        return false;
    }
}
