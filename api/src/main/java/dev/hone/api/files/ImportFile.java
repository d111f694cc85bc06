package dev.hone.api.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hone.orchestrator.errors.ApiError;
import dev.hone.orchestrator.errors.ApiException;
import dev.hone.orchestrator.errors.Fault;
import dev.hone.orchestrator.imports.ImportRequest;
import java.util.ArrayList;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A file that is to be fetched.
///
/// @param url https://, http:// or s3://, of a host or bucket in hone.imports.allowed
/// @param purpose for datasets "fine-tune"
/// @param filename the last name of the URL if absent
/// @param xHone how a dataset is written
@Schema(
        name = "ImportFile",
        requiredProperties = {"url", "purpose"})
@JsonNaming(SnakeCaseStrategy.class)
record ImportFile(
        @Nullable String url,
        @Nullable String purpose,
        @Nullable String filename,
        @Nullable ExpiresAfter expiresAfter,
        @Schema(type = SchemaType.OBJECT) @Nullable JsonNode xHone) {

    ImportRequest request() {
        var faults = new ArrayList<Fault>();
        if (url == null) {
            faults.add(missing("url"));
        }
        if (purpose == null) {
            faults.add(missing("purpose"));
        }
        if (url == null || purpose == null) {
            throw new ApiException(new ApiError.Invalid(faults));
        }
        return new ImportRequest(
                url, purpose, filename, FormatField.of(xHone), ExpiresAfter.lives(expiresAfter));
    }

    private static Fault missing(String member) {
        return new Fault(
                member, "\"%s\" must be given".formatted(member), "missing_required_parameter");
    }
}
