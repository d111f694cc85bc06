package dev.hone.launcher.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A launcher in a process of its own, so that it can be killed.
final class LauncherProcess {
    private LauncherProcess() {}

    public static void main(String[] arguments) throws Exception {
        var options =
                new PlatformFixture(Path.of(arguments[0])).options(Set.of(PartName.POSTGRESQL));
        try (var platform = Platform.start(options, _ -> {})) {
            System.out.println(platform.url());
            platform.awaitEnd();
        }
    }

    /// Returns when the platform is up.
    static Process start(Path directory) throws IOException {
        return start(directory, System.getProperty("java.class.path"), List.of());
    }

    static Process start(Path directory, String classPath, List<String> prefix) throws IOException {
        var command = new ArrayList<>(prefix);
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-Duser.home=" + directory,
                        "-cp",
                        classPath,
                        LauncherProcess.class.getName(),
                        directory.toString()));
        var process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        var line = process.inputReader().readLine();
        if (line == null) {
            throw new IllegalStateException("the launcher ended before the platform was up");
        }
        return process;
    }

    /// The class path again, copied to where every account can read it.
    static String publicClassPath(Path target) throws IOException {
        Files.createDirectory(target);
        var copies = new ArrayList<String>();
        for (var entry : System.getProperty("java.class.path").split(":")) {
            var source = Path.of(entry);
            var copy = target.resolve(copies.size() + "-" + source.getFileName());
            try (var paths = Files.walk(source)) {
                for (var path : (Iterable<Path>) paths::iterator) {
                    Files.copy(path, copy.resolve(source.relativize(path).toString()));
                }
            }
            copies.add(copy.toString());
        }
        return String.join(":", copies);
    }
}
