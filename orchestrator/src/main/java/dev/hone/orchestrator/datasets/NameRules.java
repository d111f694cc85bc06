package dev.hone.orchestrator.datasets;

import dev.hone.orchestrator.errors.ApiException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What datasets and tags may be called.
final class NameRules {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern TAG = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,63}");
    private static final int LONGEST_DESCRIPTION = 1_000;

    private NameRules() {}

    /// What cannot be a name is none; the database would not even compare a text with NUL.
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    static boolean isTag(String tag) {
        return TAG.matcher(tag).matches() && !tag.equals(VersionName.LATEST);
    }

    static String name(@Nullable String name) {
        if (name == null || !isName(name)) {
            throw ApiException.invalid(
                    "name",
                    "bad_dataset_name",
                    "name must be 1–64 of A–Z, a–z, 0–9, '.', '_' and '-', starting with a letter or digit, was %s"
                            .formatted(quoted(name)));
        }
        return name;
    }

    static String tag(String tag) {
        if (!isTag(tag)) {
            throw ApiException.invalid(
                    "tag",
                    "bad_tag",
                    "tag must be 1–64 of A–Z, a–z, 0–9, '.', '_' and '-', starting with a letter, and not \"latest\", was \"%s\""
                            .formatted(tag));
        }
        return tag;
    }

    static void description(@Nullable String description) {
        if (description != null
                && (description.length() > LONGEST_DESCRIPTION || description.indexOf('\0') >= 0)) {
            throw ApiException.invalid(
                    "description",
                    "bad_description",
                    "description must have at most %d characters and no NUL, has %d"
                            .formatted(LONGEST_DESCRIPTION, description.length()));
        }
    }

    private static String quoted(@Nullable String text) {
        return text == null ? "absent" : "\"%s\"".formatted(text);
    }
}
