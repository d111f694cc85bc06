package dev.hone.orchestrator.datasets;

import java.util.Optional;

/// What a version is called: `tickets@3`, `tickets@prod`, `tickets@latest`.
///
/// @param selector number, tag or `latest`
record VersionName(String dataset, String selector) {
    static final String LATEST = "latest";
    private static final int MOST_DIGITS = 9;

    static Optional<VersionName> parse(String text) {
        int cut = text.indexOf('@');
        return cut < 1 || cut == text.length() - 1
                ? Optional.empty()
                : Optional.of(new VersionName(text.substring(0, cut), text.substring(cut + 1)));
    }

    /// The number, where the selector is one.
    static Optional<Integer> number(String selector) {
        var digits =
                !selector.isEmpty()
                        && selector.length() <= MOST_DIGITS
                        && selector.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        return digits ? Optional.of(Integer.parseInt(selector)) : Optional.empty();
    }

    @Override
    public String toString() {
        return dataset + "@" + selector;
    }
}
