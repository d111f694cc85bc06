package dev.hone.api.http;

import dev.hone.orchestrator.store.Content;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/// Streams an object of the store to a client, whole or the part it asks for.
public final class Download {
    private Download() {}

    /// The framework closes the stream after the last byte, and with it the content.
    public static RestResponse<InputStream> of(Content content, @Nullable String rangeHeader)
            throws IOException {
        var range = ByteRange.of(rangeHeader, content.bytes());
        if (range.isEmpty()) {
            return headed(ResponseBuilder.ok(content.stream()), content)
                    .header("Content-Length", content.bytes())
                    .build();
        }
        if (!range.get().satisfiable()) {
            content.close();
            throw new UnsatisfiableRange(content.bytes());
        }
        content.stream().skipNBytes(range.get().from());
        return headed(ResponseBuilder.<InputStream>create(206), content)
                .entity(new Limited(content.stream(), range.get().length()))
                .header("Content-Length", range.get().length())
                .header("Content-Range", range.get().contentRange(content.bytes()))
                .build();
    }

    private static ResponseBuilder<InputStream> headed(
            ResponseBuilder<InputStream> answer, Content content) {
        var name =
                URLEncoder.encode(content.filename(), StandardCharsets.UTF_8).replace("+", "%20");
        return answer.header("ETag", "\"" + content.sha256() + "\"")
                .header("Accept-Ranges", "bytes")
                // What users upload is never shown as a page of ours.
                .header("Content-Type", "application/octet-stream")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Disposition", "attachment; filename*=UTF-8''" + name);
    }

    /// The first bytes of a stream.
    private static final class Limited extends FilterInputStream {
        private long left;

        Limited(InputStream whole, long length) {
            super(whole);
            left = length;
        }

        @Override
        public int read() throws IOException {
            if (left == 0) {
                return -1;
            }
            left--;
            return super.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            var count = super.read(into, offset, (int) Math.min(length, left));
            left -= Math.max(0, count);
            return count;
        }
    }
}
