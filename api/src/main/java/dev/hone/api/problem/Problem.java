package dev.hone.api.problem;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hone.orchestrator.errors.Fault;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The body of every refusal. It serves two worlds: RFC 9457's members for HTTP people, and `error`
/// for the clients of OpenAI, which read nothing else.
///
/// @param type a URN of the code, never fetched
/// @param requestId the answer's `x-request-id` again, for those who only keep the body
/// @param error the first fault
/// @param errors every fault, the first one included
@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "Problem")
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String requestId,
        ErrorObject error,
        List<ErrorObject> errors) {
    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        errors = List.copyOf(errors);
    }

    /// @param param the request's member, dotted; null where none is to blame
    public record ErrorObject(
            String message, String type, @Nullable String param, @Nullable String code) {}

    static Problem of(int status, String title, @Nullable String requestId, List<Fault> faults) {
        var type = typeOf(status);
        var errors =
                faults.stream()
                        .map(fault ->
                                new ErrorObject(fault.message(), type, fault.param(), fault.code()))
                        .toList();
        var first = errors.getFirst();
        var detail = String.join("; ", faults.stream().map(Fault::message).toList());
        return new Problem(
                "urn:hone:problem:" + first.code(),
                title,
                status,
                detail,
                requestId,
                // Older clients show one message only, so it must name all faults.
                new ErrorObject(detail, type, first.param(), first.code()),
                errors);
    }

    /// OpenAI's names for whose fault it is.
    private static String typeOf(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 429 -> "rate_limit_error";
            default -> status < 500 ? "invalid_request_error" : "server_error";
        };
    }
}
