package dev.hone.orchestrator.preflights;

import dev.hone.orchestrator.json.Json;
import dev.hone.protocol.DatasetRef;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells by content whether a preflight would find what another has found.
final class ReuseKey {
    /// To be raised when preflights find more than they did, or judge otherwise.
    private static final int RULES = 3;

    private ReuseKey() {}

    static String of(String project, PreflightWork work) {
        List<@Nullable Object> parts =
                Arrays.asList(
                        RULES,
                        project,
                        work.base().digest(),
                        content(work.training()),
                        content(work.validation()),
                        work.validationSplit(),
                        work.settings());
        try {
            var bytes = Json.write(parts).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static @Nullable List<Object> content(@Nullable DatasetRef file) {
        return file == null ? null : List.of(file.object().sha256(), file.format());
    }
}
