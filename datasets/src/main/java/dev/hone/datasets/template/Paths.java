package dev.hone.datasets.template;

import dev.hone.datasets.template.Value.Dict;
import dev.hone.datasets.template.Value.Int;
import dev.hone.datasets.template.Value.Seq;
import dev.hone.datasets.template.Value.Str;
import dev.hone.datasets.template.Value.Undefined;
import java.util.ArrayList;
import java.util.List;

/// Members that filters look at: `map(attribute="a.b")`.
final class Paths {
    private Paths() {}

    /// `a.0.b` goes down three steps.
    static Value member(Value item, Value path) {
        var value = item;
        for (var step : path instanceof Int ? List.of(path) : steps(Repr.str(path))) {
            value =
                    switch (value) {
                        case Dict(var entries) -> {
                            var member = Python.member(entries, step);
                            yield member == null ? new Undefined(Repr.str(step)) : member;
                        }
                        case Seq(var items, var kind)
                                when kind.isIndexed()
                                        && step instanceof Int(var at)
                                        && at < items.size() ->
                                items.get((int) at);
                        case Undefined(var name) ->
                                throw new TemplateException(
                                        "\"%s\" is undefined, so it has no \"%s\""
                                                .formatted(name, Repr.str(step)));
                        case Value _ -> new Undefined(Repr.str(step));
                    };
        }
        return value;
    }

    private static List<Value> steps(String path) {
        var steps = new ArrayList<Value>();
        for (var name : path.split("\\.", -1)) {
            boolean number =
                    !name.isEmpty() && name.length() < 10 && Letters.all(name, Letters::isDecimal);
            steps.add(number ? new Int(Long.parseLong(name)) : new Str(name));
        }
        return steps;
    }
}
