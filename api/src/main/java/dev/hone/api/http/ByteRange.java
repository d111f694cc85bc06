package dev.hone.api.http;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The part of a file that a `Range` header asks for (RFC 9110 §14). One range; a header that asks
/// for several, or that cannot be read, is answered with the whole, as the RFC allows.
///
/// @param from first byte, from 0
/// @param to last byte, included; below `from` where the file has no such bytes
public record ByteRange(long from, long to) {
    /// 18 digits always fit a long.
    private static final Pattern HEADER = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    static Optional<ByteRange> of(@Nullable String header, long size) {
        if (header == null) {
            return Optional.empty();
        }
        var parts = HEADER.matcher(header.replace(" ", ""));
        if (!parts.matches() || (parts.group(1).isEmpty() && parts.group(2).isEmpty())) {
            return Optional.empty();
        }
        if (parts.group(1).isEmpty()) {
            var last = Long.parseLong(parts.group(2));
            return Optional.of(
                    new ByteRange(last == 0 ? size : Math.max(0, size - last), size - 1));
        }
        var from = Long.parseLong(parts.group(1));
        var to = parts.group(2).isEmpty() ? size - 1 : Long.parseLong(parts.group(2));
        return to < from && !parts.group(2).isEmpty()
                ? Optional.empty()
                : Optional.of(new ByteRange(from, Math.min(to, size - 1)));
    }

    boolean satisfiable() {
        return from <= to;
    }

    long length() {
        return to - from + 1;
    }

    String contentRange(long size) {
        return "bytes %d-%d/%d".formatted(from, to, size);
    }
}
