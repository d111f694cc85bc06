package dev.hone.api.files;

import dev.hone.api.forms.FormStream;
import dev.hone.orchestrator.errors.ApiError;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.errors.Fault;
import dev.hone.orchestrator.files.Incoming;
import dev.hone.orchestrator.files.NewFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The form of an upload, as the contract has it.
///
/// @param file the bytes, under a filename
/// @param purpose for datasets "fine-tune"
/// @param xHone how a dataset is written, as JSON
/// @param anchor "created_at"
/// @param seconds after which the file goes by itself
@Schema(
        name = "FileForm",
        requiredProperties = {"file", "purpose"})
record FileForm(
        @Schema(format = "binary") String file,
        String purpose,
        @Schema(name = "x_hone") @Nullable String xHone,
        @Schema(name = "expires_after[anchor]") @Nullable String anchor,
        @Schema(name = "expires_after[seconds]") @Nullable Long seconds) {

    /// That form on its way in. Its fields may stand behind the file.
    static final class Stream implements Incoming {
        /// More than the rest of a form beside its file.
        private static final long REST_BYTES = 64 << 10;

        private final FormStream form;
        private final long announced;

        Stream(InputStream body, @Nullable String contentType, @Nullable Long length) {
            form = new FormStream(body, contentType, "file");
            announced = length == null ? 0 : Math.max(0, length - REST_BYTES);
        }

        @Override
        public long announced() {
            return announced;
        }

        @Override
        public Optional<NewFile> before() throws IOException {
            var name = form.file();
            var fields = form.fields();
            return name.isPresent() && fields.containsKey("purpose")
                    ? Optional.of(newFile(name.get(), fields))
                    : Optional.empty();
        }

        @Override
        public InputStream bytes() {
            return form.bytes();
        }

        @Override
        public NewFile after() throws IOException {
            var fields = form.allFields();
            var faults = new ArrayList<Fault>();
            var name = form.file();
            if (name.isEmpty()) {
                faults.add(missing("file", "a part \"file\" with a filename"));
            }
            if (fields.getOrDefault("purpose", "").isBlank()) {
                faults.add(missing("purpose", "a field \"purpose\", for datasets \"fine-tune\""));
            }
            if (!faults.isEmpty()) {
                throw new ApiException(new ApiError.Invalid(faults));
            }
            return newFile(name.orElse(""), fields);
        }

        private static Fault missing(String field, String what) {
            return new Fault(
                    field, "The form must have %s".formatted(what), "missing_required_parameter");
        }

        /// A client that streams may have no name to give.
        private static NewFile newFile(String name, Map<String, String> fields) {
            return new NewFile(
                    name.isBlank() ? "upload" : name,
                    String.valueOf(fields.get("purpose")),
                    FormatField.parse(fields.get("x_hone")),
                    ExpiresAfter.lives(
                            fields.get("expires_after[anchor]"),
                            fields.get("expires_after[seconds]")));
        }
    }
}
