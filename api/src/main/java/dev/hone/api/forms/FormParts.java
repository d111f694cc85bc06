package dev.hone.api.forms;

import dev.hone.orchestrator.errors.ApiException;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.resteasy.reactive.common.headers.HeaderUtil;
import org.jboss.resteasy.reactive.common.util.CaseInsensitiveMap;
import org.jboss.resteasy.reactive.server.core.multipart.MultipartParser.PartHandler;
import org.jspecify.annotations.Nullable;

/// Takes what the parser finds: fields whole, the file's bytes until somebody reads them.
final class FormParts implements PartHandler {
    /// A purpose, a life and a format; the longest of them names some columns.
    private static final int FIELD_BYTES = 16 << 10;

    private static final int MOST_FIELDS = 20;

    private final String fileField;
    private final Map<String, String> fields = new LinkedHashMap<>();
    private final ByteArrayOutputStream field = new ByteArrayOutputStream();
    private @Nullable String name;
    private @Nullable String filename;
    private boolean fileEnded;
    // Bytes of the file that nobody has read; at most what one parse of a buffer gives.
    private ByteBuffer waiting = ByteBuffer.allocate(1 << 17);

    FormParts(String fileField) {
        this.fileField = fileField;
        waiting.flip();
    }

    boolean fileBegun() {
        return filename != null;
    }

    boolean fileEnded() {
        return fileEnded;
    }

    @Nullable String filename() {
        return filename;
    }

    Map<String, String> fields() {
        return Map.copyOf(fields);
    }

    int waiting() {
        return waiting.remaining();
    }

    int take(byte[] into, int offset, int length) {
        var count = Math.min(length, waiting.remaining());
        waiting.get(into, offset, count);
        return count;
    }

    @Override
    public void beginPart(CaseInsensitiveMap<String> headers) {
        var disposition = String.valueOf(headers.getFirst(HttpHeaders.CONTENT_DISPOSITION));
        name = HeaderUtil.extractQuotedValueFromHeader(disposition, "name");
        if (!fileField.equals(name)) {
            return;
        }
        if (filename != null) {
            throw invalid(fileField, "one form brings one file; there are two \"%s\"");
        }
        var given = HeaderUtil.extractQuotedValueFromHeaderWithEncoding(disposition, "filename");
        filename = given == null ? "" : given;
    }

    @Override
    public void data(ByteBuffer bytes) {
        if (fileField.equals(name)) {
            keep(bytes);
            return;
        }
        if (field.size() + bytes.remaining() > FIELD_BYTES) {
            throw invalid(name, "the field \"%%s\" may have %,d bytes".formatted(FIELD_BYTES));
        }
        while (bytes.hasRemaining()) {
            field.write(bytes.get());
        }
    }

    @Override
    public void endPart() {
        if (fileField.equals(name)) {
            fileEnded = true;
        } else if (name != null) {
            if (fields.size() == MOST_FIELDS || fields.containsKey(name)) {
                throw invalid(
                        name,
                        "the field \"%%s\" is one too many: each once, %d in all"
                                .formatted(MOST_FIELDS));
            }
            fields.put(name, field.toString(StandardCharsets.UTF_8));
        }
        field.reset();
        name = null;
    }

    /// The parser's buffer is used again.
    private void keep(ByteBuffer bytes) {
        waiting.compact();
        if (waiting.remaining() < bytes.remaining()) {
            var wider = ByteBuffer.allocate(2 * (waiting.position() + bytes.remaining()));
            waiting.flip();
            wider.put(waiting);
            waiting = wider;
        }
        waiting.put(bytes);
        waiting.flip();
    }

    private static ApiException invalid(@Nullable String field, String message) {
        return ApiException.invalid(field, "invalid_form", message.formatted(field));
    }
}
