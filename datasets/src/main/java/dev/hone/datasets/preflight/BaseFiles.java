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

/// The files of a base that decide how its rows are read.
public final class BaseFiles {
    private BaseFiles() {}

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
