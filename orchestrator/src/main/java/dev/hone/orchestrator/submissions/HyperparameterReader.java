package dev.hone.orchestrator.submissions;

import dev.hone.orchestrator.errors.Fault;
import dev.hone.protocol.LoraSpec;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads values that came as JSON, one by one, and collects what is wrong with them instead of
/// stopping at the first. After a fault it answers the automatic value.
final class HyperparameterReader {
    private static final String PATH = "method.supervised.hyperparameters.";
    private static final String CODE = "invalid_hyperparameter";
    private static final String AUTO = "auto";
    private static final String ALL_LINEAR = "all-linear";

    private final Map<String, Object> given;
    private final List<Fault> faults;

    HyperparameterReader(Map<String, Object> given, List<Fault> faults) {
        this.given = given;
        this.faults = faults;
    }

    void refuseUnknown(List<String> known) {
        for (var name : given.keySet()) {
            if (!known.contains(name)) {
                faults.add(
                        new Fault(
                                PATH + name,
                                "unknown hyper-parameter \"%s\"; known are %s"
                                        .formatted(name, String.join(", ", known)),
                                "unknown_hyperparameter"));
            }
        }
    }

    boolean isGiven(String name) {
        var value = given.get(name);
        return value != null && !AUTO.equals(value);
    }

    boolean isSound(String name) {
        return faults.stream().noneMatch(fault -> (PATH + name).equals(fault.param()));
    }

    void fault(String name, String message) {
        faults.add(new Fault(PATH + name, message, CODE));
    }

    /// Settings that say the same in two ways.
    void notBoth(String one, String other, String because) {
        if (isGiven(one) && isGiven(other)) {
            fault(one, "give %s or %s, not both: %s".formatted(one, other, because));
        }
    }

    /// A setting that means nothing as things are.
    void needs(String name, boolean met, String what) {
        if (isGiven(name) && !Boolean.FALSE.equals(given.get(name)) && !met) {
            fault(name, "%s needs %s".formatted(name, what));
        }
    }

    int integer(String name, int automatic, int low, int high) {
        if (!isGiven(name)) {
            return automatic;
        }
        if (given.get(name) instanceof Number number
                && number.doubleValue() == Math.rint(number.doubleValue())
                && number.doubleValue() >= low
                && number.doubleValue() <= high) {
            return number.intValue();
        }
        wrong(name, "a whole number %d–%d".formatted(low, high));
        return automatic;
    }

    /// A number above the lower bound, at most the higher one.
    double above(String name, double automatic, double low, double high) {
        if (!isGiven(name)) {
            return automatic;
        }
        if (given.get(name) instanceof Number number
                && number.doubleValue() > low
                && number.doubleValue() <= high) {
            return number.doubleValue();
        }
        wrong(name, "a number above %s and at most %s".formatted(plain(low), plain(high)));
        return automatic;
    }

    /// A number from the lower bound on, at most the higher one.
    double within(String name, double automatic, double low, double high) {
        if (!isGiven(name)) {
            return automatic;
        }
        if (given.get(name) instanceof Number number
                && number.doubleValue() >= low
                && number.doubleValue() <= high) {
            return number.doubleValue();
        }
        wrong(name, "a number %s–%s".formatted(plain(low), plain(high)));
        return automatic;
    }

    boolean flag(String name) {
        if (!isGiven(name)) {
            return false;
        }
        if (given.get(name) instanceof Boolean flag) {
            return flag;
        }
        wrong(name, "true or false");
        return false;
    }

    double fraction(String name, double automatic) {
        if (!isGiven(name)) {
            return automatic;
        }
        if (given.get(name) instanceof Number number
                && number.doubleValue() >= 0
                && number.doubleValue() < 1) {
            return number.doubleValue();
        }
        wrong(name, "a number of at least 0 and below 1");
        return automatic;
    }

    private String choice(String name, String automatic, List<String> choices) {
        if (!isGiven(name)) {
            return automatic;
        }
        if (given.get(name) instanceof String text && choices.contains(text)) {
            return text;
        }
        wrong(name, "one of " + String.join(", ", choices));
        return automatic;
    }

    /// One of an enum's constants, by its name in small letters.
    <E extends Enum<E>> E constant(String name, E automatic) {
        var type = automatic.getDeclaringClass();
        var names =
                Arrays.stream(type.getEnumConstants()).map(HyperparameterReader::lower).toList();
        return Enum.valueOf(type, choice(name, lower(automatic), names).toUpperCase(Locale.ROOT));
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /// "all-linear", or names of linear layers in the order of the layers.
    List<String> modules(String name) {
        if (!isGiven(name) || ALL_LINEAR.equals(given.get(name))) {
            return LoraSpec.ALL_LINEAR;
        }
        if (given.get(name) instanceof List<?> list
                && !list.isEmpty()
                && list.stream().allMatch(HyperparameterReader::isLinear)) {
            return list.stream()
                    .map(String::valueOf)
                    .distinct()
                    .sorted(
                            Comparator.comparingInt(HyperparameterReader::place)
                                    .thenComparing(Comparator.naturalOrder()))
                    .toList();
        }
        wrong(
                name,
                "\"%s\" or a list of one or more of %s, or of longer names that end so behind a dot,"
                        .formatted(ALL_LINEAR, String.join(", ", LoraSpec.ALL_LINEAR)));
        return LoraSpec.ALL_LINEAR;
    }

    private static boolean isLinear(Object module) {
        return module instanceof String text && LoraSpec.isLinear(text);
    }

    private static int place(String module) {
        return LoraSpec.ALL_LINEAR.indexOf(module.substring(module.lastIndexOf('.') + 1));
    }

    /// Numbers above 0 by regular expressions.
    <T> Map<String, T> pattern(String name, boolean whole, int high, Function<Number, T> read) {
        var pattern = new TreeMap<String, T>();
        if (!isGiven(name)) {
            return pattern;
        }
        if (given.get(name) instanceof Map<?, ?> map
                && map.values().stream().allMatch(value -> isWithin(value, whole, high))) {
            map.forEach(
                    (key, value) -> pattern.put(String.valueOf(key), read.apply((Number) value)));
            return pattern;
        }
        wrong(
                name,
                "an object of module names and %s at most %d"
                        .formatted(
                                whole ? "whole numbers of at least 1 and" : "numbers above 0 and",
                                high));
        return pattern;
    }

    private static boolean isWithin(@Nullable Object value, boolean whole, int high) {
        return value instanceof Number number
                && number.doubleValue() > 0
                && number.doubleValue() <= high
                && !(whole && number.doubleValue() != Math.rint(number.doubleValue()));
    }

    private void wrong(String name, String right) {
        var value = given.get(name);
        var shown = value instanceof String ? "\"%s\"".formatted(value) : String.valueOf(value);
        fault(name, "%s must be %s or \"auto\", was %s".formatted(name, right, shown));
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
