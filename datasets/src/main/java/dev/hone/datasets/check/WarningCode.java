package dev.hone.datasets.check;

import java.util.Locale;

/// Kinds of warnings; their names are stable.
public enum WarningCode {
    SECRET(
            "hold what looks like a key, a token or a private key; a model can repeat it word by word"),
    EMAIL("hold a mail address"),
    IBAN("hold a bank account number with right check digits"),
    CARD("hold a payment card number with a right check digit"),
    PHONE("hold a telephone number"),
    REPEATED_ROW("say what an earlier row says; each copy is learned again"),
    CONTRADICTION("answer differently what an earlier row was asked too; no model can learn both"),
    UNUSED_COLUMNS("hold what their shape does not use"),
    NOT_COMPARED("were not compared with others, being too many");

    private final String what;

    WarningCode(String what) {
        this.what = what;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    String message(long rows) {
        return "rows that %s: %d".formatted(what, rows);
    }
}
