package dev.hone.api.auth;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/// The two keys, `hone.auth.*`. Both are required; [KeysAtStart] refuses the start without them.
@ConfigMapping(prefix = "hone.auth")
interface AuthSettings {
    /// Key of people and programs, at least 32 characters. No default.
    Optional<String> apiKey();

    /// Key of workers, at least 32 characters and not the one above. No default.
    Optional<String> workerKey();
}
