package dev.hone.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The rules for the labels of a worker, such as `region=eu`.
public final class Labels {
    private static final int MOST = 16;
    private static final int LONGEST_VALUE = 64;
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,32}");

    private Labels() {}

    /// Everything that is wrong with them, each fault naming its label.
    public static List<String> faults(Map<String, String> labels) {
        var faults = new ArrayList<String>();
        if (labels.size() > MOST) {
            faults.add("labels must be at most %d, were %d".formatted(MOST, labels.size()));
        }
        new TreeMap<>(labels)
                .forEach((name, value) -> {
                    if (!NAME.matcher(name).matches()) {
                        faults.add(
                                "a label's name must be 1–32 of a–z, 0–9 and -, was \"%s\""
                                        .formatted(name));
                    }
                    if (value.length() > LONGEST_VALUE) {
                        faults.add(
                                "label %s must have at most %d characters, has %d"
                                        .formatted(name, LONGEST_VALUE, value.length()));
                    }
                });
        return faults;
    }
}
