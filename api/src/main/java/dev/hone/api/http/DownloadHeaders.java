package dev.hone.api.http;

import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/// Describes a [Download]. The type is the same whatever the client accepts: what users upload is
/// never shown as a page of ours.
final class DownloadHeaders {
    private static final int PARTIAL_CONTENT = 206;

    @ServerResponseFilter
    void describe(ContainerResponseContext answer) {
        if (!(answer.getEntity() instanceof Download download)) {
            return;
        }
        var content = download.content();
        var headers = answer.getHeaders();
        var name =
                URLEncoder.encode(content.filename(), StandardCharsets.UTF_8).replace("+", "%20");
        headers.putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_OCTET_STREAM_TYPE);
        headers.putSingle(HttpHeaders.CONTENT_LENGTH, download.length());
        headers.putSingle(HttpHeaders.ETAG, "\"" + content.sha256() + "\"");
        headers.putSingle("Accept-Ranges", "bytes");
        headers.putSingle("X-Content-Type-Options", "nosniff");
        headers.putSingle(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename*=UTF-8''" + name);
        var part = download.part();
        if (part != null) {
            answer.setStatus(PARTIAL_CONTENT);
            headers.putSingle("Content-Range", part.contentRange(content.bytes()));
        }
    }
}
