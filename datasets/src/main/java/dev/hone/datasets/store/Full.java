package dev.hone.datasets.store;

import dev.hone.datasets.store.StoreException.StoreFull;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/// Recognises a full disk. The JDK has no type for it, only the system's words.
final class Full {
    private static final List<String> WORDS =
            List.of("no space left", "disk quota exceeded", "not enough space");

    private Full() {}

    static boolean is(IOException failure) {
        var message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return WORDS.stream().anyMatch(message::contains);
    }

    static IOException orSame(String key, IOException failure) {
        return is(failure) ? new StoreFull(key, failure) : failure;
    }
}
