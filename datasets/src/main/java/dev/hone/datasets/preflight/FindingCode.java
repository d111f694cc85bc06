package dev.hone.datasets.preflight;

import static dev.hone.protocol.preflight.PreflightFinding.Severity.ERROR;
import static dev.hone.protocol.preflight.PreflightFinding.Severity.WARNING;

import dev.hone.datasets.content.ContentCode;
import dev.hone.datasets.fault.FaultCode;
import dev.hone.protocol.preflight.PreflightFinding.Severity;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// What a preflight finds beyond the faults of reading. The wire names are stable: jobs refer to
/// them.
public enum FindingCode {
    NO_USABLE_ROWS(ERROR, "no row is left to train on"),
    NO_CHAT_TEMPLATE(
            ERROR,
            "rows are conversations, but the base has no chat template; use prompt and completion"),
    TEMPLATE_REFUSES(ERROR, "rows that the base's chat template refuses"),
    TEMPLATE_INCONSISTENT(
            ERROR, "rows whose learned turns cannot be found in the text that the template makes"),
    NO_STOP_TOKEN(
            ERROR,
            "rows with a learned turn that does not end with a stop token; the model would not"
                    + " learn to stop"),
    STOP_TOKEN_NOT_SERVED(
            ERROR,
            "rows with a learned turn that ends with a token at which servers do not stop: it is"
                    + " neither the eos_token nor among the eos_token_id of generation_config.json"),
    DOUBLE_BOS(
            ERROR,
            "rows that begin with two begin-of-text tokens; remove the one that stands in the"
                    + " text"),
    CUT_TO_NOTHING(
            WARNING,
            "rows of which max_length cuts off all that is to be learned; they are skipped. Raise"
                    + " max_length"),
    TRUNCATED(WARNING, "rows longer than max_length, cut at the end; raise max_length"),
    PERSONAL_DATA(WARNING, "rows with personal data that the job rejects; they are left out"),
    NOTHING_LABELLED(WARNING, "rows of which nothing is learned; they are skipped"),
    TURN_WITHOUT_STOP(
            WARNING, "rows with a turn of the assistant that does not end with a stop token"),
    SPECIAL_TOKEN_IN_TEXT(
            WARNING,
            "rows with text that becomes a special token, as if the template had written it; remove"
                    + " it unless it is meant"),
    UNKNOWN_TOKENS(
            WARNING,
            "rows with characters that the tokenizer does not know and the model never sees"),
    UNUSED_COLUMNS(WARNING, "rows with columns or members that their shape does not use"),
    POOR_TOKENIZER_FIT(WARNING, "the tokenizer cuts this text into unusually small pieces");

    private static final Map<String, Severity> ALL = all();

    private final Severity severity;
    private final String what;

    FindingCode(Severity severity, String what) {
        this.severity = severity;
        this.what = what;
    }

    public Severity severity() {
        return severity;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    String what() {
        return what;
    }

    /// Every code that a report can have, those of reading and of content included, with its
    /// severity.
    public static Map<String, Severity> known() {
        return ALL;
    }

    private static Map<String, Severity> all() {
        var known = new LinkedHashMap<String, Severity>();
        Arrays.stream(values()).forEach(code -> known.put(code.wireName(), code.severity));
        Arrays.stream(ContentCode.values())
                .forEach(code -> known.putIfAbsent(code.wireName(), WARNING));
        Arrays.stream(FaultCode.values())
                .forEach(code -> known.putIfAbsent(code.wireName(), ERROR));
        return Collections.unmodifiableMap(known);
    }
}
