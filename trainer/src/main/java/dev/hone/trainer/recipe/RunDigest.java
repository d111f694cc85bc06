package dev.hone.trainer.recipe;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.datasets.base.UnsafeFileException;
import dev.hone.datasets.tokens.TokenizedSample;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// What a run is made of. A checkpoint goes on only where all three are the same.
///
/// @param base digest of the base model's files and the type that is computed in
/// @param rows digest of the training and validation rows, in order
/// @param plan all settings of plan and adapter, as text
record RunDigest(String base, String rows, String plan) {
    static RunDigest of(JsonNode json) {
        return new RunDigest(
                json.path("base").asText(), json.path("rows").asText(), json.path("plan").asText());
    }

    void putInto(ObjectNode json) {
        json.put("base", base).put("rows", rows).put("plan", plan);
    }

    void mustEqual(RunDigest saved) throws UnsafeFileException {
        same("base model", base, saved.base);
        same("rows", rows, saved.rows);
        same("settings", plan, saved.plan);
    }

    private static void same(String what, String now, String saved) throws UnsafeFileException {
        if (!now.equals(saved)) {
            throw new UnsafeFileException(
                    "the checkpoint is of another run: its %s was %s, now it is %s"
                            .formatted(what, saved, now));
        }
    }

    static String rows(List<TokenizedSample> train, List<TokenizedSample> validation) {
        return rows(train) + " " + rows(validation);
    }

    private static String rows(List<TokenizedSample> samples) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (TokenizedSample sample : samples) {
                var bytes = ByteBuffer.allocate(Integer.BYTES * (sample.length() + 1));
                bytes.putInt(sample.length());
                for (int id : sample.ids()) {
                    bytes.putInt(id);
                }
                digest.update(bytes.flip());
                digest.update(sample.labelled().toString().getBytes(UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
