package dev.hone.protocol.preflight;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the files of a job become with its base and its settings. A document: REST, CLI and tables
/// hold the same JSON.
///
/// @param findings errors first, then by file
public record PreflightReport(
        Base base, Rows training, @Nullable Rows validation, List<PreflightFinding> findings) {
    public PreflightReport {
        findings = List.copyOf(findings);
    }

    /// What of the base decided it, each by SHA-256.
    ///
    /// @param template the chat template that was applied; absent where the base has none
    /// @param tokenizer tokenizer.json
    public record Base(@Nullable String template, String tokenizer, List<Stop> served) {
        public Base {
            served = List.copyOf(served);
        }
    }

    /// A token at which servers stop.
    public record Stop(int id, String text) {}

    /// The proof that learned turns end: how many do with which token.
    ///
    /// @param served whether servers stop at it
    public record TurnEnd(int id, String text, boolean served, long turns) {}

    /// One file.
    ///
    /// @param rows that are not blank
    /// @param usableRows rows that are trained on
    /// @param tokens of usable rows, cut as they are trained on
    /// @param learnedTokens of these
    /// @param uncutTokens of usable rows before they are cut
    /// @param tokensByRole uncut, by who said them; `template` is what nobody said
    /// @param truncatedRows usable rows that were cut
    /// @param lengths of usable rows, uncut
    /// @param learned tokens that are learned of usable rows, cut
    /// @param turnEnds tokens with which learned turns end, by frequency
    /// @param fit how well the tokenizer suits the text
    /// @param refusedTotal rows that are not trained on, kept below or not
    /// @param refused the first of them
    /// @param maskedRows usable rows in which placeholders stand for personal data
    /// @param languages rows by language, the commonest first; in none are those whose language
    ///   cannot be told
    public record Rows(
            long rows,
            @JsonProperty("usable_rows") long usableRows,
            long tokens,
            @JsonProperty("learned_tokens") long learnedTokens,
            @JsonProperty("uncut_tokens") long uncutTokens,
            @JsonProperty("tokens_by_role") Map<String, Long> tokensByRole,
            @JsonProperty("truncated_rows") long truncatedRows,
            Spread lengths,
            Spread learned,
            @JsonProperty("turn_ends") List<TurnEnd> turnEnds,
            Fit fit,
            @JsonProperty("refused_total") long refusedTotal,
            List<RefusedRow> refused,
            @JsonProperty("masked_rows") long maskedRows,
            Map<String, Long> languages) {
        public Rows {
            tokensByRole = Collections.unmodifiableMap(new LinkedHashMap<>(tokensByRole));
            turnEnds = List.copyOf(turnEnds);
            refused = List.copyOf(refused);
            // Reports stored before languages were told have none.
            languages =
                    languages == null
                            ? Map.of()
                            : Collections.unmodifiableMap(new LinkedHashMap<>(languages));
        }
    }

    /// Characters are code points of what was said, template aside.
    ///
    /// @param ordinaryTokensPerCharacter the same tokenizer on ordinary English
    public record Fit(
            long characters,
            @JsonProperty("tokens_per_character") double tokensPerCharacter,
            @JsonProperty("ordinary_tokens_per_character") double ordinaryTokensPerCharacter) {}
}
