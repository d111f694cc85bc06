package dev.hone.datasets.store;

import dev.hone.datasets.store.StoreException.RefusedKey;

/// The rules for keys: relative paths with forward slashes that cannot leave the store.
final class Keys {
    private static final int LONGEST = 512;
    private static final int LONGEST_SEGMENT = 200;

    private Keys() {}

    static String checked(String key) throws RefusedKey {
        if (key.isEmpty() || key.length() > LONGEST) {
            throw new RefusedKey(key, "it must have 1–%d characters".formatted(LONGEST));
        }
        checkCharacters(key);
        if (key.startsWith(".")) {
            throw new RefusedKey(key, "names at the top that start with a dot are the store's own");
        }
        for (var segment : key.split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                throw new RefusedKey(key, "no part may be empty, \".\" or \"..\"");
            }
            if (segment.length() > LONGEST_SEGMENT) {
                throw new RefusedKey(
                        key,
                        "each part must have at most %d characters".formatted(LONGEST_SEGMENT));
            }
        }
        return key;
    }

    /// A prefix is the start of a key: it may be empty or end within a name.
    static String checkedPrefix(String prefix) throws RefusedKey {
        if (!prefix.isEmpty()) {
            checked(prefix + "x");
        }
        return prefix;
    }

    private static void checkCharacters(String key) throws RefusedKey {
        boolean odd =
                key.chars()
                        .anyMatch(c ->
                                c == '\\'
                                        || c == ':'
                                        || Character.isISOControl(c)
                                        || Character.isSurrogate((char) c));
        if (odd) {
            throw new RefusedKey(
                    key, "backslashes, colons, control characters and emoji are not allowed");
        }
    }
}
