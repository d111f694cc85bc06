package dev.hone.datasets.hostile;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Long files that are nowhere whole.
final class Endless {
    private static final int BLOCK = 1 << 20;

    private Endless() {}

    static InputStream of(byte[] start, String repeated, long atLeast, byte[] end) {
        var block = repeated.repeat(BLOCK / repeated.length() + 1).getBytes(Bad.LATIN);
        int blocks = (int) (atLeast / block.length + 1);
        var parts =
                Stream.of(
                                Stream.of(start),
                                IntStream.range(0, blocks).mapToObj(_ -> block),
                                Stream.of(end))
                        .flatMap(part -> part)
                        .map(bytes -> (InputStream) new ByteArrayInputStream(bytes));
        return new SequenceInputStream(Collections.enumeration(List.copyOf(parts.toList())));
    }
}
