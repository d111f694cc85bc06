package dev.hone.launcher.commands;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hone.launcher.client.ClientException;
import dev.hone.launcher.platform.LaunchException;
import dev.hone.launcher.terminal.Terminal;
import dev.hone.launcher.terminal.Text;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/// Turns what went wrong into lines and an exit code.
final class Failures {
    private Failures() {}

    /// Prints `failed` on `err`, as one JSON object per line if so wanted.
    static int show(Exception failed, Terminal err, boolean asJson) {
        return switch (failed) {
            case CommandFailure mistake ->
                    show(err, asJson, mistake.exitCode(), "", text(mistake), List.of());
            case ClientException.Unreachable nobody ->
                    show(err, asJson, ExitCode.UNREACHABLE, "unreachable", text(nobody), List.of());
            case ClientException.Refused refused ->
                    show(
                            err,
                            asJson,
                            refused.mendable() ? ExitCode.REFUSED : ExitCode.FAILED,
                            refused.code(),
                            text(refused),
                            refused.faults());
            case LaunchException refused ->
                    show(err, asJson, ExitCode.FAILED, "", text(refused), List.of());
            case IOException broken ->
                    show(err, asJson, ExitCode.FAILED, "", describe(broken), List.of());
            default -> {
                var trace = new StringWriter();
                failed.printStackTrace(new PrintWriter(trace));
                err.line("hone: this is a bug in Hone, please report it:\n" + trace);
                yield ExitCode.FAILED;
            }
        };
    }

    private static int show(
            Terminal err,
            boolean asJson,
            int exitCode,
            String code,
            String message,
            List<String> faults) {
        if (asJson) {
            var nodes = JsonNodeFactory.instance;
            var error = nodes.objectNode().put("message", message).put("code", code);
            error.put("exit_code", exitCode);
            var list = error.putArray("faults");
            faults.forEach(list::add);
            err.line(nodes.objectNode().set("error", error).toString());
            return exitCode;
        }
        if (faults.size() > 1) {
            err.line("hone: refused for %d reasons".formatted(faults.size()));
            faults.forEach(fault -> err.line("  - " + Text.printable(fault)));
            return exitCode;
        }
        err.line("hone: " + Text.printable(message));
        return exitCode;
    }

    private static String describe(IOException broken) {
        return switch (broken) {
            case NoSuchFileException missing -> missing.getFile() + " does not exist";
            case AccessDeniedException denied -> denied.getFile() + " may not be accessed";
            default -> text(broken);
        };
    }

    private static String text(Exception exception) {
        var message = exception.getMessage();
        return message == null ? exception.getClass().getSimpleName() : message;
    }
}
