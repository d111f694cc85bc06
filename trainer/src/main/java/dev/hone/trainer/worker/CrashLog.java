package dev.hone.trainer.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a JVM wrote down of its crash.
///
/// @param error the signal, or the JVM's own error with its place in the source
/// @param frame the function that it happened in, without addresses
/// @param lackOfMemory whether the system refused it memory outside of its heap
record CrashLog(@Nullable String error, @Nullable String frame, boolean lackOfMemory) {
    /// As the JVM takes it: `%p` is the process id.
    static final String NAME = "crash-%p.log";

    static final CrashLog NONE = new CrashLog(null, null, false);

    /// The JVM's first words then; it has no exit code for it.
    private static final String LACK_OF_MEMORY =
            "# There is insufficient memory for the Java Runtime Environment to continue.";

    private static final int LONGEST_FRAME = 120;
    private static final Pattern ERROR =
            Pattern.compile("# +(SIG[A-Z]+|Internal Error \\([^)]+\\))[ ,].*");
    private static final Pattern FRAME_BELOW = Pattern.compile("# Problematic frame:\\s*");

    /// `C [libtorch_cpu.so+0x5d1c] at::native::add+0x2a`, the function where it is known.
    private static final Pattern NATIVE =
            Pattern.compile("[CVAv] +\\[([^+\\]]+)(\\+0x[0-9a-f]+)?]\\s*(.*?)(\\+0x[0-9a-f]+)?");

    /// `j dev.hone.Some.method(I)V+5`, `J 61 c2 dev.hone.Some.method(I)V (9 bytes) @ 0x…`.
    private static final Pattern JAVA =
            Pattern.compile("(?:j|J \\d+%?(?: \\w\\d)?) +([^ (]+)\\(.*");

    static CrashLog read(Path directory, long pid) {
        try {
            var file = directory.resolve(NAME.replace("%p", String.valueOf(pid)));
            return of(Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList());
        } catch (IOException _) {
            return NONE; // it left nothing
        }
    }

    static CrashLog of(List<String> lines) {
        String error = null;
        String frame = null;
        for (int i = 0; i + 1 < lines.size() && frame == null; i++) {
            Matcher found = ERROR.matcher(lines.get(i));
            if (error == null && found.matches()) {
                error = found.group(1);
            }
            if (FRAME_BELOW.matcher(lines.get(i)).matches()) {
                frame = frame(lines.get(i + 1).replaceFirst("^# *", "").strip());
            }
        }
        return new CrashLog(error, frame, lines.contains(LACK_OF_MEMORY));
    }

    /// What two workers with the same crash have in common.
    String fingerprint(String ending) {
        var what = error == null ? ending : error;
        return frame == null ? what : what + " in " + frame;
    }

    private static String frame(String line) {
        Matcher code = NATIVE.matcher(line);
        if (code.matches()) {
            return code.group(3).isEmpty()
                    ? code.group(1) + (code.group(2) == null ? "" : code.group(2))
                    : cut(code.group(1) + " " + code.group(3));
        }
        Matcher java = JAVA.matcher(line);
        return cut(java.matches() ? java.group(1) : line.replaceAll("0x[0-9a-f]+", "0x"));
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST_FRAME));
    }
}
