package dev.hone.launcher.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The disk of the object store, small enough to be filled: a tmpfs where this user may mount one.
/// Where it may not, the disk cannot be filled, and says so.
final class Disk implements AutoCloseable {
    private static final String SIZE = "size=1g";
    private static final int BLOCK = 1 << 20;

    private final Path directory;
    private final boolean bounded;

    private Disk(Path directory, boolean bounded) {
        this.directory = directory;
        this.bounded = bounded;
    }

    static Disk at(Path directory) throws IOException {
        Files.createDirectories(directory);
        var mounted = runs(List.of("mount", "-t", "tmpfs", "-o", SIZE, "tmpfs", path(directory)));
        return new Disk(directory, mounted);
    }

    boolean isBounded() {
        return bounded;
    }

    /// Takes all that is free.
    void fill() throws IOException {
        if (!bounded) {
            throw new IOException(directory + " is not a disk of its own: it cannot be filled");
        }
        try (var ballast = Files.newOutputStream(ballast())) {
            var block = new byte[BLOCK];
            while (Files.getFileStore(directory).getUsableSpace() > 0) {
                ballast.write(block);
            }
        } catch (IOException full) {
            if (Files.getFileStore(directory).getUsableSpace() > 0) {
                throw full;
            }
        }
    }

    void free() throws IOException {
        Files.deleteIfExists(ballast());
    }

    @Override
    public void close() throws IOException {
        if (bounded && !runs(List.of("umount", "--lazy", path(directory)))) {
            throw new IOException(directory + " could not be unmounted");
        }
    }

    private Path ballast() {
        return directory.resolve("ballast");
    }

    private static String path(Path directory) {
        return directory.toAbsolutePath().toString();
    }

    private static boolean runs(List<String> command) throws IOException {
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        return process.onExit().join().exitValue() == 0;
    }
}
