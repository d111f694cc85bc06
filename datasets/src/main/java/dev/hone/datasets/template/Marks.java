package dev.hone.datasets.template;

import java.util.List;

/// Looks for `{% generation %}`.
final class Marks {
    private Marks() {}

    static boolean anyIn(List<Statement> statements) {
        return statements.stream().anyMatch(Marks::isIn);
    }

    private static boolean isIn(Statement statement) {
        return switch (statement) {
            case Statement.Generation _ -> true;
            case Statement.If(var branches, var otherwise) ->
                    branches.stream().anyMatch(branch -> anyIn(branch.body())) || anyIn(otherwise);
            case Statement.For loop -> anyIn(loop.body()) || anyIn(loop.otherwise());
            case Statement.Capture capture -> anyIn(capture.body());
            case Statement.Filter filter -> anyIn(filter.body());
            case Statement.With with -> anyIn(with.body());
            case Statement.Macro macro -> anyIn(macro.body());
            case Statement.CallBlock call -> anyIn(call.body());
            case Statement.Text _,
                    Statement.Print _,
                    Statement.Assign _,
                    Statement.Break _,
                    Statement.Continue _ ->
                    false;
        };
    }
}
