package dev.hone.datasets.template;

import dev.hone.datasets.template.Value.Dict;
import dev.hone.datasets.template.Value.Function;
import dev.hone.datasets.template.Value.Int;
import dev.hone.datasets.template.Value.Namespace;
import dev.hone.datasets.template.Value.Seq;
import dev.hone.datasets.template.Value.Str;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Functions that every template can call.
final class Globals {
    private static final Pattern FIELD = Pattern.compile("%(-?)(.)");

    private Globals() {}

    static Scope scope(Budget budget, Optional<Clock> clock) {
        var scope = new Scope(null);
        define(
                scope,
                "raise_exception",
                a -> {
                    throw new TemplateException.Refusal(Python.str(a.required(0, "message")));
                });
        define(scope, "namespace", Globals::namespace);
        define(scope, "dict", a -> Dict.ofNames(a.named()));
        define(scope, "range", a -> range(a, budget));
        clock.ifPresent(c ->
                define(
                        scope,
                        "strftime_now",
                        a -> new Str(date(a.text(0, "format"), ZonedDateTime.now(c)))));
        return scope;
    }

    private static void define(Scope scope, String name, Value.Body body) {
        scope.set(name, new Function(name, body));
    }

    private static Value namespace(Arguments arguments) {
        var namespace = new Namespace();
        for (var initial : arguments.positional()) {
            if (initial instanceof Dict(var entries)) {
                entries.forEach((key, value) -> namespace.attributes.put(Python.str(key), value));
            }
        }
        namespace.attributes.putAll(arguments.named());
        return namespace;
    }

    private static Value range(Arguments arguments, Budget budget) {
        boolean one = arguments.positional().size() == 1;
        long start = one ? 0 : arguments.number(0, "start", 0);
        long stop = one ? arguments.number(0, "stop", 0) : arguments.number(1, "stop", 0);
        long step = arguments.number(2, "step", 1);
        if (step == 0) {
            throw new TemplateException("the step of a range must not be 0");
        }
        var items = new ArrayList<Value>();
        for (long number = start; step > 0 ? number < stop : number > stop; number += step) {
            budget.step();
            items.add(new Int(number));
        }
        return new Seq(items);
    }

    /// C's date fields; `%-d` leaves out the padding.
    private static String date(String format, ZonedDateTime now) {
        return FIELD.matcher(format)
                .replaceAll(match -> {
                    var text = field(match.group(2).charAt(0), now);
                    boolean unpadded = !match.group(1).isEmpty();
                    return Matcher.quoteReplacement(
                            unpadded ? text.replaceFirst("^0(?=\\d)", "") : text);
                });
    }

    private static String field(char letter, ZonedDateTime now) {
        var pattern =
                switch (letter) {
                    case 'Y' -> "uuuu";
                    case 'y' -> "uu";
                    case 'm' -> "MM";
                    case 'd' -> "dd";
                    case 'B' -> "MMMM";
                    case 'b' -> "MMM";
                    case 'A' -> "EEEE";
                    case 'a' -> "EEE";
                    case 'H' -> "HH";
                    case 'I' -> "hh";
                    case 'M' -> "mm";
                    case 'S' -> "ss";
                    case 'p' -> "a";
                    case 'j' -> "DDD";
                    case '%' -> "'%'";
                    default ->
                            throw new TemplateException(
                                    "date field \"%%%s\" is not supported".formatted(letter));
                };
        return DateTimeFormatter.ofPattern(pattern, Locale.US).format(now);
    }
}
