package dev.hone.datasets.tokens;

import dev.hone.datasets.tokens.TokensException.UnusableTokenizer;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/// What a base's files say of single tokens.
///
/// @param servedStops tokens at which servers stop: the eos_token, and what generation_config.json
///   (where it says nothing, config.json) names
/// @param special texts of special tokens by id, stop tokens among them
public record Vocabulary(
        Set<Integer> servedStops,
        Map<Integer, String> special,
        OptionalInt beginOfText,
        OptionalInt unknown) {
    public Vocabulary {
        servedStops = Set.copyOf(servedStops);
        special = Map.copyOf(special);
    }

    static Vocabulary of(
            NativeTokenizer tokenizer, TokenizerFiles files, Map<Integer, String> special) {
        var stops = new LinkedHashSet<>(files.servedStopIds());
        role("eos_token", tokenizer, files).ifPresent(stops::add);
        return new Vocabulary(
                stops,
                special,
                role("bos_token", tokenizer, files),
                role("unk_token", tokenizer, files));
    }

    /// The end-of-text token first, where there is one.
    static Set<Integer> stopTokens(NativeTokenizer tokenizer, TokenizerFiles files) {
        var stops = new LinkedHashSet<Integer>();
        var endOfText = files.specialTokens().get("eos_token");
        if (endOfText != null) {
            var ids = tokenizer.ids(endOfText, false);
            if (ids.length != 1) {
                throw new UnusableTokenizer(
                        "eos_token \"%s\" is not a token of tokenizer.json".formatted(endOfText));
            }
            stops.add(ids[0]);
        }
        stops.addAll(files.stopIds());
        if (stops.isEmpty()) {
            throw new UnusableTokenizer(
                    "the model names no stop token: tokenizer_config.json needs an eos_token, or"
                            + " generation_config.json an eos_token_id");
        }
        return Collections.unmodifiableSet(stops);
    }

    private static OptionalInt role(String name, NativeTokenizer tokenizer, TokenizerFiles files) {
        var text = files.specialTokens().get(name);
        if (text == null) {
            return OptionalInt.empty();
        }
        var ids = tokenizer.ids(text, false);
        return ids.length == 1 ? OptionalInt.of(ids[0]) : OptionalInt.empty();
    }
}
