package dev.hone.datasets.template;

import dev.hone.datasets.template.Value.Dict;
import dev.hone.datasets.template.Value.Function;
import dev.hone.datasets.template.Value.Int;
import dev.hone.datasets.template.Value.Namespace;
import dev.hone.datasets.template.Value.Seq;
import dev.hone.datasets.template.Value.Str;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// Functions that every template can call.
final class Globals {
    /// jinja2's sandbox has the same bound.
    private static final long LONGEST_RANGE = 100_000;

    private static final long FARTHEST = 1L << 60;

    private Globals() {}

    static Scope scope(Budget budget, Optional<Clock> clock) {
        var scope = new Scope(null);
        define(
                scope,
                "raise_exception",
                a -> {
                    a.only("message");
                    throw new TemplateException.Refusal(Repr.str(a.required(0, "message")));
                });
        define(scope, "namespace", Globals::namespace);
        define(scope, "dict", Globals::dict);
        define(scope, "joiner", Globals::joiner);
        for (var name : List.of("cycler", "lipsum")) {
            define(
                    scope,
                    name,
                    _ -> {
                        throw new TemplateException(name + " is not supported");
                    });
        }
        define(scope, "range", a -> range(a, budget));
        clock.ifPresent(c ->
                define(
                        scope,
                        "strftime_now",
                        a -> {
                            a.only("format");
                            return new Str(Dates.format(a.text(0, "format"), ZonedDateTime.now(c)));
                        }));
        return scope;
    }

    private static void define(Scope scope, String name, Value.Body body) {
        scope.set(name, new Function(name, body));
    }

    private static Value namespace(Arguments arguments) {
        var namespace = new Namespace();
        for (var initial : arguments.positional()) {
            if (initial instanceof Dict(var entries)) {
                entries.forEach((key, value) -> namespace.attributes.put(Repr.str(key), value));
            }
        }
        namespace.attributes.putAll(arguments.named());
        return namespace;
    }

    private static Value range(Arguments arguments, Budget budget) {
        arguments.only("start", "stop", "step");
        boolean one = arguments.positional().size() == 1;
        long start = one ? 0 : whole(arguments, 0);
        long stop = whole(arguments, one ? 0 : 1);
        long step = arguments.number(2, "step", 1);
        if (step == 0) {
            throw new TemplateException("the step of a range must not be 0");
        }
        // checked before a single one is made
        long count =
                step > 0
                        ? Math.ceilDiv(Math.max(0, stop - start), step)
                        : Math.ceilDiv(Math.min(0, stop - start), step);
        if (count > LONGEST_RANGE) {
            throw new TemplateException(
                    "a range has at most %d numbers, was %d".formatted(LONGEST_RANGE, count));
        }
        budget.make(count);
        var items = new ArrayList<Value>();
        for (long number = 0; number < count; number++) {
            items.add(new Int(start + number * step));
        }
        return new Seq(items, Seq.Kind.RANGE);
    }

    private static long whole(Arguments arguments, int index) {
        var bound = arguments.required(index, "stop");
        long whole =
                Python.whole(bound)
                        .orElseThrow(() ->
                                new TemplateException(
                                        "range needs whole numbers, was "
                                                + Python.typeName(bound)));
        return Math.clamp(whole, -FARTHEST, FARTHEST);
    }

    private static Value dict(Arguments arguments) {
        var entries = new LinkedHashMap<Value, Value>();
        var from = arguments.find(0, "").orElse(new Dict(entries));
        if (from instanceof Dict(var given)) {
            entries.putAll(given);
        } else {
            for (var pair : Python.items(from)) {
                var parts = Python.items(pair);
                if (parts.size() != 2) {
                    throw new TemplateException("dict needs pairs, was " + Repr.repr(pair));
                }
                Python.put(entries, parts.get(0), parts.get(1));
            }
        }
        arguments.named().forEach((name, value) -> entries.put(new Str(name), value));
        return new Dict(entries);
    }

    /// Nothing at first, then the separator each time.
    private static Value joiner(Arguments arguments) {
        var separator = arguments.find(0, "sep").orElse(new Str(", "));
        var used = new AtomicBoolean();
        return new Function("joiner", _ -> used.getAndSet(true) ? separator : new Str(""));
    }
}
