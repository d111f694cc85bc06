package dev.hone.datasets.rows;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Comparator;

/// A row in a comparison: 128 bits of each digest, which two different texts share once in 10^38,
/// and the offset of its first byte in the unpacked file. Ordered by question, then by answer, then
/// by place.
record Entry(long asked, long askedToo, long whole, long wholeToo, long offset)
        implements Comparable<Entry> {
    static final int BYTES = 5 * Long.BYTES;

    private static final Comparator<Entry> ORDER =
            Comparator.comparingLong(Entry::asked)
                    .thenComparingLong(Entry::askedToo)
                    .thenComparing(Entry::compareAnswer)
                    .thenComparingLong(Entry::offset);

    static Entry of(RowDigests.Digests digests, long offset) {
        var asked = ByteBuffer.wrap(digests.asked());
        var whole = ByteBuffer.wrap(digests.whole());
        return new Entry(
                asked.getLong(), asked.getLong(), whole.getLong(), whole.getLong(), offset);
    }

    boolean asksAs(Entry other) {
        return asked == other.asked && askedToo == other.askedToo;
    }

    int compareAnswer(Entry other) {
        int order = Long.compare(whole, other.whole);
        return order == 0 ? Long.compare(wholeToo, other.wholeToo) : order;
    }

    @Override
    public int compareTo(Entry other) {
        return ORDER.compare(this, other);
    }

    void write(DataOutputStream out) throws IOException {
        out.writeLong(asked);
        out.writeLong(askedToo);
        out.writeLong(whole);
        out.writeLong(wholeToo);
        out.writeLong(offset);
    }

    static Entry read(DataInputStream in) throws IOException {
        return new Entry(in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong());
    }
}
