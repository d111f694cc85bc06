package dev.hone.api.http;

import dev.hone.orchestrator.store.Content;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// An object of the store on its way to a client, whole or the part it asks for. [DownloadHeaders]
/// describes it, [DownloadWriter] sends and closes it.
///
/// @param part the part that is sent, null for the whole
public record Download(Content content, @Nullable ByteRange part) {

    /// @param rangeHeader the request's `Range`, null where it has none
    public static Download of(Content content, @Nullable String rangeHeader) throws IOException {
        var part = ByteRange.of(rangeHeader, content.bytes());
        if (part.isPresent() && !part.get().satisfiable()) {
            content.close();
            throw new UnsatisfiableRange(content.bytes());
        }
        return new Download(content, part.orElse(null));
    }

    /// First byte that is sent.
    long from() {
        return part == null ? 0 : part.from();
    }

    /// Bytes that are sent.
    long length() {
        return part == null ? content.bytes() : part.length();
    }
}
