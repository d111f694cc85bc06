package dev.hone.protocol;

import java.util.Locale;

/// What the platform stands on and is not there. No job fails by it; requests are refused with the
/// code, or log lines carry it. In `docs/reference/errors.md` beside [FailureCode], and as stable.
public enum Outage {
    DATABASE_UNAVAILABLE(
            "PostgreSQL does not answer. Requests get 503 with `Retry-After`; workers train on for as long as their lease lasts.",
            "Look whether PostgreSQL runs and has connections left."),
    KAFKA_UNAVAILABLE(
            "Kafka does not answer. Jobs are taken nevertheless: bells wait in the outbox, and workers ask every 10 s; metrics of running jobs arrive late or not at all.",
            "Look whether the brokers run and are reached under their advertised names."),
    KAFKA_DENIED(
            "Kafka does not let this client in, or not at a topic or group. Jobs run as when it does not answer.",
            "Check the client's credentials, its certificate and the brokers' access rules.");

    private final String cause;
    private final String fix;

    Outage(String cause, String fix) {
        this.cause = cause;
        this.fix = fix;
    }

    /// As in refusals, log lines and documents.
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// What is behind it and what follows from it.
    public String cause() {
        return cause;
    }

    /// What mends it, in a sentence.
    public String fix() {
        return fix;
    }
}
