package dev.hone.orchestrator.files;

import java.util.Arrays;
import java.util.Optional;

/// What a file is for. The wire names are OpenAI's.
public enum Purpose {
    FINE_TUNE("fine-tune", true, true),
    EVALS("evals", true, true),
    USER_DATA("user_data", false, true),
    FINE_TUNE_RESULTS("fine-tune-results", false, false);

    private final String wireName;
    private final boolean inspected;
    private final boolean uploadable;

    Purpose(String wireName, boolean inspected, boolean uploadable) {
        this.wireName = wireName;
        this.inspected = inspected;
        this.uploadable = uploadable;
    }

    public static Optional<Purpose> of(String wireName) {
        return Arrays.stream(values())
                .filter(purpose -> purpose.wireName.equals(wireName))
                .findAny();
    }

    public String wireName() {
        return wireName;
    }

    /// Its rows are checked as training samples while it arrives.
    boolean inspected() {
        return inspected;
    }

    boolean uploadable() {
        return uploadable;
    }
}
