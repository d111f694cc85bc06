package dev.hone.orchestrator.testing;

import dev.hone.orchestrator.json.Json;
import dev.hone.protocol.NamedObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The small files of the base model that the checkout brings, as a base: what a preflight reads.
public final class TokenizerBase {
    public static final String DIGEST = "c".repeat(64);
    private static final Path NANO = Path.of("../trainer/models/hone-nano");
    private static final List<String> FILES =
            List.of(
                    "config.json",
                    "generation_config.json",
                    "tokenizer.json",
                    "tokenizer_config.json");

    private TokenizerBase() {}

    public static List<NamedObject> files(Fixtures fixtures) {
        var files = new ArrayList<NamedObject>();
        for (var name : FILES) {
            try {
                var object =
                        fixtures.put(
                                "bases/%s/%s".formatted(DIGEST, name),
                                Files.readString(NANO.resolve(name)));
                files.add(new NamedObject(name, object));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return files;
    }

    /// Puts it in the place of the base that fixtures bring.
    public static void install(Fixtures fixtures) {
        fixtures.rows()
                .run(
                        "UPDATE bases SET digest = ?, files = CAST(? AS jsonb)",
                        DIGEST,
                        Json.write(files(fixtures)));
    }
}
