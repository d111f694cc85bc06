package dev.hone.datasets.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The syntax tree of templates.
sealed interface Statement {
    record Text(String text) implements Statement {}

    record Print(Expression value, int line) implements Statement {}

    record If(List<Branch> branches, List<Statement> otherwise) implements Statement {}

    record Branch(Expression condition, List<Statement> body, int line) {}

    record For(
            List<String> names,
            Expression items,
            @Nullable Expression condition,
            List<Statement> body,
            List<Statement> otherwise,
            int line)
            implements Statement {}

    /// `set a, b = value`
    record Assign(List<String> names, Expression value, int line) implements Statement {}

    /// `set owner.name = value`, for namespaces
    record AssignAttribute(String owner, String name, Expression value, int line)
            implements Statement {}

    /// `set name` … `endset`
    record Capture(String name, List<Statement> body) implements Statement {}

    record Macro(
            String name,
            List<String> parameters,
            Map<String, Expression> defaults,
            List<Statement> body)
            implements Statement {}

    /// What the model is to produce.
    record Generation(List<Statement> body, int line) implements Statement {}

    record Break() implements Statement {}

    record Continue() implements Statement {}
}
