package dev.hone.datasets.template;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The syntax tree of templates.
sealed interface Statement {
    record Text(String text) implements Statement {}

    record Print(Expression value, int line) implements Statement {}

    record If(List<Branch> branches, List<Statement> otherwise) implements Statement {}

    record Branch(Expression condition, List<Statement> body, int line) {}

    record For(
            Target target,
            Expression items,
            @Nullable Expression condition,
            List<Statement> body,
            List<Statement> otherwise,
            int line)
            implements Statement {}

    /// `set a, b = value`
    record Assign(Target target, Expression value, int line) implements Statement {}

    /// `set name | filter` … `endset`
    ///
    /// @param filtered what becomes of the text, which it has as [#CAPTURED]
    record Capture(String name, Expression filtered, List<Statement> body, int line)
            implements Statement {}

    /// `filter name` … `endfilter`, as in [Capture]
    record Filter(Expression filtered, List<Statement> body, int line) implements Statement {}

    /// `with a = 1` … `endwith`
    record With(List<Target> targets, List<Expression> values, List<Statement> body, int line)
            implements Statement {}

    record Macro(String name, Signature signature, List<Statement> body) implements Statement {}

    /// `call(a) macro(b)` … `endcall`
    record CallBlock(Expression.Call call, Signature signature, List<Statement> body, int line)
            implements Statement {}

    /// What the model is to produce.
    record Generation(List<Statement> body, int line) implements Statement {}

    record Break() implements Statement {}

    record Continue() implements Statement {}

    /// No name of a template has spaces.
    String CAPTURED = "the captured text";

    /// What can be assigned to.
    sealed interface Target {}

    record Named(String name) implements Target {}

    /// `owner.name`, for namespaces
    record Member(String owner, String name) implements Target {}

    record Unpacked(List<Target> targets) implements Target {}

    /// Parameters of a macro.
    ///
    /// @param asked which of `varargs`, `kwargs` and `caller` the body has
    record Signature(
            List<String> parameters, Map<String, Expression> defaults, Set<String> asked) {}
}
