package dev.hone.api.http;

import dev.hone.orchestrator.store.Content;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/// An object of the store on its way to a client, whole or the part it asks for. [DownloadWriter]
/// sends and closes it.
///
/// @param from first byte that is sent
/// @param length bytes that are sent
public record Download(Content content, long from, long length) {

    /// @param rangeHeader the request's `Range`, null where it has none
    public static RestResponse<Download> of(Content content, @Nullable String rangeHeader)
            throws IOException {
        var size = content.bytes();
        var range = ByteRange.of(rangeHeader, size);
        if (range.isEmpty()) {
            return new Download(content, 0, size).answer(RestResponse.Status.OK).build();
        }
        if (!range.get().satisfiable()) {
            content.close();
            throw new UnsatisfiableRange(size);
        }
        return new Download(content, range.get().from(), range.get().length())
                .answer(RestResponse.Status.PARTIAL_CONTENT)
                .header("Content-Range", range.get().contentRange(size))
                .build();
    }

    private ResponseBuilder<Download> answer(RestResponse.Status status) {
        var name =
                URLEncoder.encode(content.filename(), StandardCharsets.UTF_8).replace("+", "%20");
        return ResponseBuilder.<Download>create(status)
                .entity(this)
                // What users upload is never shown as a page of ours.
                .type(MediaType.APPLICATION_OCTET_STREAM_TYPE)
                .header("Content-Length", length)
                .header("ETag", "\"" + content.sha256() + "\"")
                .header("Accept-Ranges", "bytes")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Disposition", "attachment; filename*=UTF-8''" + name);
    }
}
