package dev.hone.datasets.template;

import java.util.ArrayList;
import java.util.Set;

/// Parses what is assigned to: names, members of namespaces, and several of them at once.
final class Targets {
    private static final Set<String> CONSTANTS =
            Set.of("true", "false", "none", "True", "False", "None");

    private Targets() {}

    static Statement.Target ofAssignment(TokenCursor cursor) {
        return tuple(cursor, true);
    }

    static Statement.Target ofLoop(TokenCursor cursor) {
        return tuple(cursor, false);
    }

    static String name(TokenCursor cursor) {
        var name = cursor.name();
        if (CONSTANTS.contains(name)) {
            throw cursor.fault("\"%s\" cannot be assigned to".formatted(name));
        }
        return name;
    }

    private static Statement.Target tuple(TokenCursor cursor, boolean members) {
        var first = single(cursor, members);
        if (!cursor.peek().isOperator(",")) {
            return first;
        }
        var targets = new ArrayList<Statement.Target>();
        targets.add(first);
        while (cursor.takeOperator(",") && !ends(cursor)) {
            targets.add(single(cursor, members));
        }
        return new Statement.Unpacked(targets);
    }

    private static boolean ends(TokenCursor cursor) {
        var next = cursor.peek();
        return next.isOperator("=") || next.isOperator(")") || cursor.atEnd();
    }

    private static Statement.Target single(TokenCursor cursor, boolean members) {
        if (cursor.takeOperator("(")) {
            cursor.enter();
            var inner = tuple(cursor, members);
            cursor.leave();
            cursor.expectOperator(")");
            return inner;
        }
        var name = name(cursor);
        if (members && cursor.takeOperator(".")) {
            return new Statement.Member(name, cursor.name());
        }
        if (!members && name.equals("loop")) {
            throw cursor.fault("\"loop\" cannot be a name to loop with");
        }
        return new Statement.Named(name);
    }
}
