package dev.hone.orchestrator.jobs;

import dev.hone.orchestrator.errors.Fault;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Reads values that came as JSON, one by one, and collects what is wrong with them instead of
/// stopping at the first. After a fault it answers the automatic value.
final class HyperparameterReader {
    private static final String PATH = "method.supervised.hyperparameters.";
    private static final String CODE = "invalid_hyperparameter";
    private static final String AUTO = "auto";

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

    /// A list out of the known names, in their order.
    List<String> names(String name, List<String> known) {
        if (!isGiven(name)) {
            return known;
        }
        if (given.get(name) instanceof List<?> list && !list.isEmpty() && known.containsAll(list)) {
            return known.stream().filter(list::contains).toList();
        }
        wrong(name, "a list of one or more of " + String.join(", ", known));
        return known;
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
