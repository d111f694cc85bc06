package dev.hone.api.auth;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Tells whose key a presented key is. Only digests are kept, and they are compared in constant
/// time: neither a heap dump nor a stopwatch gives a key away.
@Singleton
final class Keys {
    /// 32 characters of base62 are 190 bits; a shorter key is one that somebody typed.
    private static final int SHORTEST = 32;

    private final byte[] user;
    private final byte[] worker;

    Keys(AuthSettings settings) {
        user = digest(settings.apiKey().orElseThrow());
        worker = digest(settings.workerKey().orElseThrow());
    }

    /// Compares with both keys always, so that the time taken does not tell which one was close.
    Optional<Caller> callerOf(String presented) {
        var digest = digest(presented);
        var isUser = MessageDigest.isEqual(digest, user);
        var isWorker = MessageDigest.isEqual(digest, worker);
        if (isUser) {
            return Optional.of(Caller.USER);
        }
        return isWorker ? Optional.of(Caller.WORKER) : Optional.empty();
    }

    /// All that is wrong with the settings, each sentence naming its property, none its value.
    static List<String> faults(AuthSettings settings) {
        var faults = new ArrayList<String>();
        fault("hone.auth.api-key", settings.apiKey()).ifPresent(faults::add);
        fault("hone.auth.worker-key", settings.workerKey()).ifPresent(faults::add);
        if (faults.isEmpty() && settings.apiKey().equals(settings.workerKey())) {
            faults.add("hone.auth.worker-key must differ from hone.auth.api-key");
        }
        return faults;
    }

    private static Optional<String> fault(String property, Optional<String> value) {
        var length = value.map(String::strip).orElse("").length();
        if (length >= SHORTEST) {
            return Optional.empty();
        }
        var found = length == 0 ? "was not set" : "had " + length;
        return Optional.of(
                "%s must have at least %d characters, %s".formatted(property, SHORTEST, found));
    }

    private static byte[] digest(String key) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
