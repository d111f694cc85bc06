package dev.hone.datasets.template;

import dev.hone.datasets.template.Value.Function;
import dev.hone.datasets.template.Value.Loop;
import dev.hone.datasets.template.Value.Namespace;
import dev.hone.datasets.template.Value.Str;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Runs a template.
final class Interpreter {
    private final Budget budget;
    private final Evaluator evaluator;

    Interpreter(Budget budget) {
        this.budget = budget;
        this.evaluator = new Evaluator(budget);
    }

    private enum Flow {
        ON,
        BREAK,
        CONTINUE
    }

    Rendered run(List<Statement> template, Scope globals) {
        var output = new Output(budget, false);
        run(template, new Scope(globals), output);
        return output.rendered();
    }

    private Flow run(List<Statement> statements, Scope scope, Output output) {
        budget.enter();
        var flow = Flow.ON;
        for (var statement : statements) {
            budget.step();
            flow = run(statement, scope, output);
            if (flow != Flow.ON) {
                break;
            }
        }
        budget.leave();
        return flow;
    }

    private Flow run(Statement statement, Scope scope, Output output) {
        switch (statement) {
            case Statement.Text(var text) -> output.append(text);
            case Statement.Print(var value, var line) ->
                    located(line, () -> output.append(Repr.str(evaluator.evaluate(value, scope))));
            case Statement.If branches -> {
                return run(branches, scope, output);
            }
            case Statement.For loop -> run(loop, scope, output);
            case Statement.Assign(var target, var value, var line) ->
                    located(line, () -> assign(target, evaluator.evaluate(value, scope), scope));
            case Statement.Capture(var name, var filtered, var body, var line) ->
                    scope.set(name, captured(filtered, body, scope, line));
            case Statement.Filter(var filtered, var body, var line) ->
                    output.append(Repr.str(captured(filtered, body, scope, line)));
            case Statement.With with -> run(with, scope, output);
            case Statement.Macro(var name, var signature, var body) ->
                    scope.set(name, function(name, signature, body, scope));
            case Statement.CallBlock call -> located(call.line(), () -> run(call, scope, output));
            case Statement.Generation(var body, var line) -> {
                int start = located(line, output::startGenerated);
                run(body, new Scope(scope), output);
                output.endGenerated(start);
            }
            case Statement.Break _ -> {
                return Flow.BREAK;
            }
            case Statement.Continue _ -> {
                return Flow.CONTINUE;
            }
        }
        return Flow.ON;
    }

    private static void located(int line, Runnable action) {
        located(
                line,
                () -> {
                    action.run();
                    return line;
                });
    }

    /// The innermost line is the one to name.
    private static <T> T located(int line, Supplier<T> action) {
        try {
            return action.get();
        } catch (TemplateException fault) {
            var message = String.valueOf(fault.getMessage());
            throw message.startsWith("chat template") || fault instanceof TemplateException.Refusal
                    ? fault
                    : new TemplateException(line, message);
        }
    }

    private Flow run(Statement.If branches, Scope scope, Output output) {
        for (var branch : branches.branches()) {
            boolean holds =
                    located(branch.line(), () -> evaluator.holds(branch.condition(), scope));
            if (holds) {
                return run(branch.body(), scope, output);
            }
        }
        return run(branches.otherwise(), scope, output);
    }

    private void run(Statement.For loop, Scope scope, Output output) {
        var items = located(loop.line(), () -> itemsOf(loop, scope));
        if (items.isEmpty()) {
            run(loop.otherwise(), new Scope(scope), output);
            return;
        }
        var state = new Loop(items);
        for (int index = 0; index < items.size(); index++) {
            var item = items.get(index);
            var inner = new Scope(scope);
            state.at(index);
            inner.set("loop", state);
            located(loop.line(), () -> assign(loop.target(), item, inner));
            if (run(loop.body(), inner, output) == Flow.BREAK) {
                return;
            }
        }
    }

    private List<Value> itemsOf(Statement.For loop, Scope scope) {
        var all = Python.items(evaluator.evaluate(loop.items(), scope));
        var condition = loop.condition();
        if (condition == null) {
            return all;
        }
        var kept = new ArrayList<Value>();
        for (var item : all) {
            var inner = new Scope(scope);
            assign(loop.target(), item, inner);
            if (evaluator.holds(condition, inner)) {
                kept.add(item);
            }
        }
        return kept;
    }

    private static void assign(Statement.Target target, Value value, Scope scope) {
        switch (target) {
            case Statement.Named(var name) -> scope.set(name, value);
            case Statement.Member(var owner, var name) -> {
                if (!(scope.get(owner) instanceof Namespace namespace)) {
                    throw new TemplateException(
                            "\"%s\" is not a namespace, so \"%s\" cannot be set"
                                    .formatted(owner, name));
                }
                namespace.attributes.put(name, value);
            }
            case Statement.Unpacked(var targets) -> {
                var parts = Python.items(value);
                if (parts.size() != targets.size()) {
                    throw new TemplateException(
                            "%d names cannot take %d values"
                                    .formatted(targets.size(), parts.size()));
                }
                for (int index = 0; index < parts.size(); index++) {
                    assign(targets.get(index), parts.get(index), scope);
                }
            }
        }
    }

    private Value captured(Expression filtered, List<Statement> body, Scope scope, int line) {
        var output = new Output(budget, true);
        run(body, new Scope(scope), output);
        var inner = new Scope(scope);
        inner.set(Statement.CAPTURED, new Str(output.text()));
        return located(line, () -> evaluator.evaluate(filtered, inner));
    }

    /// Values are those from around the tag: none sees another.
    private void run(Statement.With with, Scope scope, Output output) {
        var inner = new Scope(scope);
        for (int index = 0; index < with.targets().size(); index++) {
            var value = with.values().get(index);
            var target = with.targets().get(index);
            located(with.line(), () -> assign(target, evaluator.evaluate(value, scope), inner));
        }
        run(with.body(), inner, output);
    }

    private void run(Statement.CallBlock block, Scope scope, Output output) {
        var caller = function("caller", block.signature(), block.body(), scope);
        output.append(Repr.str(evaluator.call(block.call(), scope, Map.of("caller", caller))));
    }

    private Value function(
            String name, Statement.Signature signature, List<Statement> body, Scope defined) {
        var told = new LinkedHashMap<String, Value>();
        told.put("name", new Str(name));
        told.put("arguments", Value.Seq.tuple(Methods.strings(signature.parameters())));
        told.put("catch_varargs", new Value.Bool(signature.asked().contains("varargs")));
        told.put("catch_kwargs", new Value.Bool(signature.asked().contains("kwargs")));
        told.put("caller", new Value.Bool(signature.asked().contains("caller")));
        return new Function(
                name,
                arguments -> {
                    var scope = MacroCall.bind(signature, arguments, defined, evaluator);
                    var output = new Output(budget, true);
                    run(body, scope, output);
                    return new Str(output.text());
                },
                told);
    }
}
