package dev.hone.datasets.template;

import dev.hone.datasets.template.Value.Bool;
import dev.hone.datasets.template.Value.Dict;
import dev.hone.datasets.template.Value.Function;
import dev.hone.datasets.template.Value.Int;
import dev.hone.datasets.template.Value.Namespace;
import dev.hone.datasets.template.Value.Str;
import dev.hone.datasets.template.Value.Undefined;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

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
                    output.append(Python.str(evaluate(value, scope, line)));
            case Statement.If branches -> {
                return run(branches, scope, output);
            }
            case Statement.For loop -> run(loop, scope, output);
            case Statement.Assign(var names, var value, var line) ->
                    assign(names, evaluate(value, scope, line), scope, line);
            case Statement.AssignAttribute assignment -> assignAttribute(assignment, scope);
            case Statement.Capture(var name, var body) -> {
                var captured = new Output(budget, true);
                run(body, new Scope(scope), captured);
                scope.set(name, new Str(captured.text()));
            }
            case Statement.Macro macro -> scope.set(macro.name(), function(macro, scope));
            case Statement.Generation(var body, var line) -> {
                int start = output.length();
                run(body, new Scope(scope), output);
                located(line, () -> output.markGenerated(start));
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

    private Value evaluate(Expression expression, Scope scope, int line) {
        try {
            return evaluator.evaluate(expression, scope);
        } catch (TemplateException e) {
            throw located(line, e);
        }
    }

    private static void located(int line, Runnable action) {
        try {
            action.run();
        } catch (TemplateException e) {
            throw located(line, e);
        }
    }

    /// The innermost line is the one to name.
    private static TemplateException located(int line, TemplateException fault) {
        var message = String.valueOf(fault.getMessage());
        return message.startsWith("chat template") || fault instanceof TemplateException.Refusal
                ? fault
                : new TemplateException(line, message);
    }

    private Flow run(Statement.If branches, Scope scope, Output output) {
        for (var branch : branches.branches()) {
            if (Python.truth(evaluate(branch.condition(), scope, branch.line()))) {
                return run(branch.body(), scope, output);
            }
        }
        return run(branches.otherwise(), scope, output);
    }

    private void run(Statement.For loop, Scope scope, Output output) {
        var items = itemsOf(loop, scope);
        if (items.isEmpty()) {
            run(loop.otherwise(), new Scope(scope), output);
            return;
        }
        for (int index = 0; index < items.size(); index++) {
            var inner = new Scope(scope);
            inner.set("loop", loopState(items, index));
            assign(loop.names(), items.get(index), inner, loop.line());
            if (run(loop.body(), inner, output) == Flow.BREAK) {
                return;
            }
        }
    }

    private List<Value> itemsOf(Statement.For loop, Scope scope) {
        var source = evaluate(loop.items(), scope, loop.line());
        var kept = new ArrayList<Value>();
        located(
                loop.line(),
                () -> {
                    for (var item : Python.items(source)) {
                        var inner = new Scope(scope);
                        assign(loop.names(), item, inner, loop.line());
                        if (loop.condition() == null || evaluator.holds(loop.condition(), inner)) {
                            kept.add(item);
                        }
                    }
                });
        return kept;
    }

    private static Value loopState(List<Value> items, int index) {
        int length = items.size();
        var state = new LinkedHashMap<String, Value>();
        state.put("index", new Int(index + 1));
        state.put("index0", new Int(index));
        state.put("revindex", new Int(length - index));
        state.put("revindex0", new Int(length - index - 1));
        state.put("first", new Bool(index == 0));
        state.put("last", new Bool(index == length - 1));
        state.put("length", new Int(length));
        state.put("previtem", index == 0 ? new Undefined("loop.previtem") : items.get(index - 1));
        state.put(
                "nextitem",
                index == length - 1 ? new Undefined("loop.nextitem") : items.get(index + 1));
        state.put(
                "cycle",
                new Function("cycle", a -> a.positional().get(index % a.positional().size())));
        return Dict.ofNames(state);
    }

    private static void assign(List<String> names, Value value, Scope scope, int line) {
        if (names.size() == 1) {
            scope.set(names.getFirst(), value);
            return;
        }
        var parts = Python.items(value);
        if (parts.size() != names.size()) {
            throw new TemplateException(
                    line, "%d names cannot take %d values".formatted(names.size(), parts.size()));
        }
        for (int index = 0; index < names.size(); index++) {
            scope.set(names.get(index), parts.get(index));
        }
    }

    private void assignAttribute(Statement.AssignAttribute assignment, Scope scope) {
        var value = evaluate(assignment.value(), scope, assignment.line());
        if (!(scope.get(assignment.owner()) instanceof Namespace namespace)) {
            throw new TemplateException(
                    assignment.line(),
                    "\"%s\" is not a namespace, so \"%s\" cannot be set"
                            .formatted(assignment.owner(), assignment.name()));
        }
        namespace.attributes.put(assignment.name(), value);
    }

    private Value function(Statement.Macro macro, Scope defined) {
        return new Function(
                macro.name(),
                arguments -> {
                    var scope = new Scope(defined);
                    for (int index = 0; index < macro.parameters().size(); index++) {
                        var name = macro.parameters().get(index);
                        var given = arguments.find(index, name);
                        var fallback = macro.defaults().get(name);
                        scope.set(
                                name,
                                given.isPresent()
                                        ? given.get()
                                        : fallback == null
                                                ? new Undefined(name)
                                                : evaluator.evaluate(fallback, scope));
                    }
                    var output = new Output(budget, true);
                    run(macro.body(), scope, output);
                    return new Str(output.text());
                });
    }
}
