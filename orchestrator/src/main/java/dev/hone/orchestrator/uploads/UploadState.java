package dev.hone.orchestrator.uploads;

import java.util.Locale;

/// Where an upload is. The wire names are OpenAI's.
public enum UploadState {
    PENDING,
    COMPLETED,
    CANCELLED,
    EXPIRED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static UploadState of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
