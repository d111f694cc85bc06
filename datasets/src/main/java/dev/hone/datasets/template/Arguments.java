package dev.hone.datasets.template;

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
        var value = find(index, name).orElse(None.NONE);
        return value instanceof None
                ? otherwise
                : Python.whole(value)
                        .orElseThrow(() ->
                                new TemplateException(
                                        "%s needs a whole number as %s, was %s"
                                                .formatted(callee, name, Python.typeName(value))));
    }

    boolean flag(int index, String name, boolean otherwise) {
        return find(index, name).map(Python::truth).orElse(otherwise);
    }

    /// Refuses all further arguments.
    void only(String... names) {
        if (positional.size() > names.length) {
            throw new TemplateException(
                    "%s takes at most %d arguments, was given %d"
                            .formatted(callee, names.length, positional.size()));
        }
        for (var name : named.keySet()) {
            if (!List.of(names).contains(name)) {
                throw new TemplateException("%s has no argument \"%s\"".formatted(callee, name));
            }
        }
    }

    Arguments withoutFirst(int count) {
        int from = Math.min(count, positional.size());
        return new Arguments(callee, positional.subList(from, positional.size()), named);
    }
}
