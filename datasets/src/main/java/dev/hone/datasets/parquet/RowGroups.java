package dev.hone.datasets.parquet;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;

/// The row groups of a file, one after the other; never all of them at once.
final class RowGroups {
    private final Footer footer;
    private final FileRange range;
    private final Thrift thrift;
    private long left;
    private boolean open;
    private long end = Footer.MAGIC_BYTES;

    RowGroups(FileChannel file, Footer footer) {
        this.footer = footer;
        long start = footer.groups() == 0 ? footer.end() : footer.groups();
        this.range = new FileRange(file, start, footer.end());
        this.thrift = new Thrift(range);
    }

    Optional<RowGroup> next() throws IOException {
        if (footer.groups() == 0) {
            return Optional.empty();
        }
        try {
            if (!open) {
                left = thrift.structsHeader();
                open = true;
            }
            if (left == 0) {
                return Optional.empty();
            }
            left--;
            var group = RowGroup.read(thrift, footer.schema(), end, footer.start());
            end = Math.max(end, group.end());
            return Optional.of(group);
        } catch (Damage damage) {
            throw damage.at(range.offset());
        }
    }
}
