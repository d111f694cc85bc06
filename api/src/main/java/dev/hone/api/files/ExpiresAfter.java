package dev.hone.api.files;

import dev.hone.orchestrator.errors.ApiException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// When a file goes by itself.
///
/// @param anchor "created_at"
/// @param seconds after it
@Schema(name = "ExpiresAfter")
public record ExpiresAfter(@Nullable String anchor, @Nullable Long seconds) {
    private static final String ANCHOR = "created_at";

    /// Ten digits are 300 years; what is sensible is checked with the rest of the file.
    private static final Pattern SECONDS = Pattern.compile("\\d{1,10}");

    /// @return null for a file that stays
    public static @Nullable Duration lives(@Nullable ExpiresAfter given) {
        return given == null
                ? null
                : lives(given.anchor, given.seconds == null ? null : given.seconds.toString());
    }

    /// @return null if neither is given
    static @Nullable Duration lives(@Nullable String anchor, @Nullable String seconds) {
        if (anchor == null && seconds == null) {
            return null;
        }
        if (!ANCHOR.equals(anchor)) {
            throw ApiException.invalid(
                    "expires_after.anchor",
                    "invalid_expiry",
                    "expires_after.anchor must be \"created_at\", was \"%s\"".formatted(anchor));
        }
        if (seconds == null || !SECONDS.matcher(seconds).matches()) {
            throw ApiException.invalid(
                    "expires_after.seconds",
                    "invalid_expiry",
                    "expires_after.seconds must be a number of seconds, was \"%s\""
                            .formatted(seconds));
        }
        return Duration.ofSeconds(Long.parseLong(seconds));
    }
}
