package dev.hone.launcher.platform;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Reads the end of a log.
final class Logs {
    private static final int LINES = 20;
    private static final int READ_BYTES = 16 * 1024;

    private Logs() {}

    /// The last lines, or none if there is no log.
    static List<String> tail(Path log) {
        return tail(log, LINES);
    }

    /// The last lines, at most `wanted`, or none if there is no log.
    static List<String> tail(Path log, int wanted) {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            var length = (int) Math.min(READ_BYTES, file.length());
            file.seek(file.length() - length);
            var bytes = new byte[length];
            file.readFully(bytes);
            var lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return lines.subList(Math.max(0, lines.size() - wanted), lines.size());
        } catch (IOException _) {
            return List.of();
        }
    }
}
