package dev.hone.datasets.content;

import java.util.Locale;

/// Which of a job's two files a row is in.
public enum ContentFile {
    TRAINING,
    VALIDATION;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
