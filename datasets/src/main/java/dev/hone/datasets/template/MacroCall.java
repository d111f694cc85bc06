package dev.hone.datasets.template;

import dev.hone.datasets.template.Value.Dict;
import dev.hone.datasets.template.Value.Undefined;
import java.util.LinkedHashMap;
import java.util.Map;

/// Gives the parameters of a macro their values, as jinja2's runtime does.
final class MacroCall {
    private MacroCall() {}

    static Scope bind(
            Statement.Signature signature,
            Arguments arguments,
            Scope defined,
            Evaluator evaluator) {
        var scope = new Scope(defined);
        var named = new LinkedHashMap<>(arguments.named());
        var parameters = signature.parameters();
        int positional = arguments.positional().size();
        for (int index = 0; index < parameters.size(); index++) {
            var name = parameters.get(index);
            var given = index < positional ? arguments.positional().get(index) : named.remove(name);
            var fallback = signature.defaults().get(name);
            scope.set(
                    name,
                    given != null
                            ? given
                            : fallback == null
                                    ? new Undefined(name)
                                    : evaluator.evaluate(fallback, scope));
        }
        if (signature.asked().contains("caller") && !parameters.contains("caller")) {
            var caller = named.remove("caller");
            scope.set("caller", caller == null ? new Undefined("caller") : caller);
        }
        bindRest(signature, arguments, named, scope);
        return scope;
    }

    private static void bindRest(
            Statement.Signature signature,
            Arguments arguments,
            Map<String, Value> named,
            Scope scope) {
        int count = signature.parameters().size();
        if (signature.asked().contains("kwargs")) {
            scope.set("kwargs", Dict.ofNames(named));
        } else if (!named.isEmpty()) {
            throw new TemplateException(
                    "%s has no parameter \"%s\""
                            .formatted(arguments.callee(), named.keySet().iterator().next()));
        }
        if (signature.asked().contains("varargs")) {
            scope.set("varargs", Value.Seq.tuple(arguments.withoutFirst(count).positional()));
        } else if (arguments.positional().size() > count) {
            throw new TemplateException(
                    "%s takes at most %d arguments, was given %d"
                            .formatted(arguments.callee(), count, arguments.positional().size()));
        }
    }
}
