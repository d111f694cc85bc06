package dev.hone.datasets.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    record Seq(List<Value> items, Kind kind) implements Value {
        enum Kind {
            LIST,
            TUPLE,
            RANGE,
            KEYS,
            VALUES,
            ITEMS;

            /// The views of a mapping can be looped over and counted, but have no first item.
            boolean isIndexed() {
                return this == LIST || this == TUPLE || this == RANGE;
            }
        }

        Seq(List<Value> items) {
            this(items, Kind.LIST);
        }

        static Seq tuple(List<Value> items) {
            return new Seq(items, Kind.TUPLE);
        }
    }

    /// What can be looped over once, as Python's generators: `map`, `select` and their like.
    final class Once implements Value {
        private final List<Value> items;
        private int taken;

        Once(List<Value> items) {
            this.items = items;
        }

        Optional<Value> next() {
            return taken < items.size() ? Optional.of(items.get(taken++)) : Optional.empty();
        }

        List<Value> rest() {
            var rest = items.subList(taken, items.size());
            taken = items.size();
            return rest;
        }
    }

    record Dict(Map<Value, Value> entries) implements Value {
        static Dict ofNames(Map<String, Value> named) {
            var entries = new LinkedHashMap<Value, Value>();
            named.forEach((name, value) -> entries.put(new Str(name), value));
            return new Dict(entries);
        }

        Value getOrUndefined(String name) {
            var value = entries.get(new Str(name));
            return value == null ? new Undefined(name) : value;
        }
    }

    /// The one thing a template can change: attributes set inside of loops outlive them.
    final class Namespace implements Value {
        final Map<String, Value> attributes = new LinkedHashMap<>();
    }

    /// @param attributes what a macro tells about itself; other functions tell nothing
    record Function(String name, Body body, Map<String, Value> attributes) implements Value {
        Function(String name, Body body) {
            this(name, body, Map.of());
        }
    }

    @FunctionalInterface
    interface Body {
        Value call(Arguments arguments);
    }

    /// What `loop` stands for; it moves on with its loop.
    final class Loop implements Value {
        private final List<Value> items;
        private List<Value> changing = List.of();
        private int index;

        Loop(List<Value> items) {
            this.items = items;
        }

        void at(int next) {
            index = next;
        }

        int number() {
            return index + 1;
        }

        int length() {
            return items.size();
        }

        Value get(String name) {
            return switch (name) {
                case "index" -> new Int(index + 1L);
                case "index0" -> new Int(index);
                case "revindex" -> new Int((long) items.size() - index);
                case "revindex0" -> new Int(items.size() - 1L - index);
                case "first" -> new Bool(index == 0);
                case "last" -> new Bool(index == items.size() - 1);
                case "length" -> new Int(items.size());
                case "depth" -> new Int(1);
                case "depth0" -> new Int(0);
                case "previtem" -> neighbour(index - 1, "there is no previous item");
                case "nextitem" -> neighbour(index + 1, "there is no next item");
                case "cycle" -> new Function("cycle", this::cycle);
                case "changed" -> new Function("changed", this::changed);
                default -> new Undefined(name);
            };
        }

        private Value neighbour(int at, String absent) {
            return at >= 0 && at < items.size() ? items.get(at) : new Undefined(absent);
        }

        private Value cycle(Arguments arguments) {
            if (arguments.positional().isEmpty()) {
                throw new TemplateException("no items for cycling given");
            }
            return arguments.positional().get(index % arguments.positional().size());
        }

        private Value changed(Arguments arguments) {
            var before = new Seq(changing);
            changing = new ArrayList<>(arguments.positional());
            boolean first = index == 0 && before.items().isEmpty();
            return new Bool(first || !Python.equal(before, new Seq(changing)));
        }
    }
}
