package dev.hone.datasets.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a template can hold: data, and functions of our own. Nothing of the host can get in.
sealed interface Value {
    record Str(String text) implements Value {}

    record Int(long number) implements Value {}

    record Real(double number) implements Value {}

    record Bool(boolean truth) implements Value {}

    enum None implements Value {
        NONE
    }

    /// A name or member that is not there. It prints as nothing; most other uses are faults.
    record Undefined(String name) implements Value {}

    /// @param tuple whether it prints, and compares, as Python's tuples do
    record Seq(List<Value> items, boolean tuple) implements Value {
        Seq(List<Value> items) {
            this(items, false);
        }
    }

    record Dict(Map<Value, Value> entries) implements Value {
        static Dict ofNames(Map<String, Value> named) {
            var entries = new LinkedHashMap<Value, Value>();
            named.forEach((name, value) -> entries.put(new Str(name), value));
            return new Dict(entries);
        }
    }

    /// The one thing a template can change: attributes set inside of loops outlive them.
    final class Namespace implements Value {
        final Map<String, Value> attributes = new LinkedHashMap<>();
    }

    record Function(String name, Body body) implements Value {}

    @FunctionalInterface
    interface Body {
        Value call(Arguments arguments);
    }
}
