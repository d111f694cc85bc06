package dev.hone.datasets.preflight;

import dev.hone.datasets.tokens.ChatTokenizer;
import dev.hone.protocol.preflight.PreflightReport;
import dev.hone.protocol.preflight.PreflightReport.Stop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/// The files of a base that decide how its rows are read.
public final class BaseFiles {
    private static final Set<String> NEEDED =
            Set.of(
                    "tokenizer.json",
                    "tokenizer_config.json",
                    "chat_template.jinja",
                    "generation_config.json",
                    "config.json");

    private BaseFiles() {}

    /// Whether a preflight reads the file; weights it never does.
    public static boolean needed(String path) {
        return NEEDED.contains(path);
    }

    static PreflightReport.Base describe(Path base, ChatTokenizer tokenizer) throws IOException {
        return new PreflightReport.Base(
                tokenizer.chatTemplate().map(BaseFiles::digest).orElse(null),
                digest(Files.readAllBytes(base.resolve("tokenizer.json"))),
                tokenizer.vocabulary().servedStops().stream()
                        .sorted()
                        .map(id -> new Stop(id, tokenizer.text(id)))
                        .toList());
    }

    private static String digest(String text) {
        return digest(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
