package dev.hone.api.forms;

import dev.hone.orchestrator.errors.ApiException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.core.multipart.MultipartParser;
import org.jboss.resteasy.reactive.server.core.multipart.MultipartParser.MalformedMessageException;
import org.jboss.resteasy.reactive.server.core.multipart.MultipartParser.ParseState;
import org.jspecify.annotations.Nullable;

/// A form with one file, read as it arrives (RFC 7578): the fields before the file, the file's
/// bytes while they come, the fields behind it. No more than a buffer is in memory, and nothing on
/// disk.
public final class FormStream {
    private static final int BUFFER_BYTES = 1 << 16;

    private final InputStream body;
    private final FormParts parts;
    private final ParseState parser;
    private final byte[] buffer = new byte[BUFFER_BYTES];

    /// @param fileField name of the part that has the file; every other part is a field
    public FormStream(@Nullable InputStream body, @Nullable String contentType, String fileField) {
        this.body = body == null ? InputStream.nullInputStream() : body;
        this.parts = new FormParts(fileField);
        this.parser =
                MultipartParser.beginParse(
                        parts,
                        Boundary.of(contentType).getBytes(StandardCharsets.ISO_8859_1),
                        StandardCharsets.UTF_8.name());
    }

    /// Reads on to the file.
    ///
    /// @return its name, which may be empty; nothing if the form has no file
    public Optional<String> file() throws IOException {
        while (!parts.fileBegun() && more()) {}
        return Optional.ofNullable(parts.filename());
    }

    /// The file's bytes. The stream ends where the file does, and leaves the rest unread.
    public InputStream bytes() {
        return new FileBytes();
    }

    /// The fields that have been read until now.
    public Map<String, String> fields() {
        return parts.fields();
    }

    /// All fields: reads on to the end of the form.
    public Map<String, String> allFields() throws IOException {
        while (more()) {}
        return parts.fields();
    }

    private boolean more() throws IOException {
        if (parser.isComplete()) {
            return false;
        }
        var count = body.read(buffer);
        if (count < 0) {
            throw ApiException.invalid(
                    null, "incomplete_form", "The form ends before its last boundary");
        }
        try {
            parser.parse(ByteBuffer.wrap(buffer, 0, count));
        } catch (MalformedMessageException malformed) {
            throw ApiException.invalid(
                    null, "invalid_form", "A part of the form has a head that cannot be read");
        }
        return true;
    }

    private final class FileBytes extends InputStream {
        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            while (parts.waiting() == 0 && !parts.fileEnded()) {
                if (!more()) {
                    break;
                }
            }
            return parts.waiting() == 0 ? -1 : parts.take(into, offset, length);
        }
    }
}
