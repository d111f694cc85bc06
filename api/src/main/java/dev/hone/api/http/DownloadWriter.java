package dev.hone.api.http;

import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/// Sends a [Download] a buffer at a time. It names JSON beside everything else, because the
/// framework prefers a writer that names the type a client accepts, and bytes are never JSON.
@Provider
@Produces({MediaType.APPLICATION_OCTET_STREAM, MediaType.APPLICATION_JSON, MediaType.WILDCARD})
public final class DownloadWriter implements MessageBodyWriter<Download> {
    /// Fewer calls of the store and the socket than the usual 8 KiB, and still little memory.
    private static final int BUFFER_BYTES = 1 << 16;

    @Override
    public boolean isWriteable(
            Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == Download.class;
    }

    @Override
    public void writeTo(
            Download download,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream client)
            throws IOException {
        try (var content = download.content()) {
            var bytes = content.stream();
            bytes.skipNBytes(download.from());
            var buffer = new byte[BUFFER_BYTES];
            for (var left = download.length(); left > 0; ) {
                var count = bytes.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (count < 0) {
                    throw new EOFException("the object ends %d bytes early".formatted(left));
                }
                client.write(buffer, 0, count);
                left -= count;
            }
        }
    }
}
