package dev.hone.datasets.template;

import dev.hone.datasets.template.Value.Bool;
import dev.hone.datasets.template.Value.Int;
import dev.hone.datasets.template.Value.None;
import dev.hone.datasets.template.Value.Str;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a function, filter or test of a template is called with.
record Arguments(String callee, List<Value> positional, Map<String, Value> named) {

    Optional<Value> find(int index, String name) {
        if (index < positional.size()) {
            return Optional.of(positional.get(index));
        }
        return Optional.ofNullable(named.get(name));
    }

    Value required(int index, String name) {
        return find(index, name)
                .orElseThrow(() ->
                        new TemplateException("%s needs its argument %s".formatted(callee, name)));
    }

    String text(int index, String name) {
        var value = required(index, name);
        if (value instanceof Str(var text)) {
            return text;
        }
        throw new TemplateException(
                "%s needs text as %s, was %s".formatted(callee, name, Python.typeName(value)));
    }

    /// Text, where an absent one and `none` are the same.
    Optional<String> optionalText(int index, String name) {
        var value = find(index, name);
        return value.isEmpty() || value.get() instanceof None
                ? Optional.empty()
                : Optional.of(text(index, name));
    }

    long number(int index, String name, long otherwise) {
        return switch (find(index, name).orElse(None.NONE)) {
            case Int(var number) -> number;
            case Bool(var truth) -> truth ? 1 : 0;
            case None _ -> otherwise;
            case Value other ->
                    throw new TemplateException(
                            "%s needs a number as %s, was %s"
                                    .formatted(callee, name, Python.typeName(other)));
        };
    }

    boolean flag(int index, String name, boolean otherwise) {
        return find(index, name).map(Python::truth).orElse(otherwise);
    }

    Arguments withoutFirst(int count) {
        int from = Math.min(count, positional.size());
        return new Arguments(callee, positional.subList(from, positional.size()), named);
    }
}
