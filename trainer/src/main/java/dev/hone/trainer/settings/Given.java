package dev.hone.trainer.settings;

import dev.hone.trainer.device.DeviceChoice;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Values that people gave, as text. What is wrong with one is noted, and a stand-in taken, so that
/// all faults are said together.
///
/// @param values of each name; null where none was given
/// @param shown how a message calls a name
/// @param faults where they are noted
public record Given(Values values, UnaryOperator<String> shown, List<String> faults) {
    /// Where the values come from.
    public interface Values {
        @Nullable String of(String name);
    }

    /// A whole number, of bounds that belong to it.
    public int number(String name, int standard, int low, int high) {
        String text = values.of(name);
        if (text == null) {
            return standard;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= low && number <= high) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Said below, as for a number out of bounds.
        }
        faults.add("%s must be %d–%d, was \"%s\"".formatted(shown.apply(name), low, high, text));
        return standard;
    }

    /// By default whatever is there.
    public DeviceChoice device(String name) {
        String text = values.of(name);
        var choice = DeviceChoice.of(text == null ? DeviceChoice.AUTO.title() : text);
        if (choice.isEmpty()) {
            faults.add(
                    "%s must be %s, was \"%s\""
                            .formatted(shown.apply(name), DeviceChoice.NAMES, text));
        }
        return choice.orElse(DeviceChoice.AUTO);
    }
}
