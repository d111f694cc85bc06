package dev.hone.orchestrator.child;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How a class of ours is run in a JVM of its own.
public final class ChildJvm {
    private ChildJvm() {}

    /// @param main is in a library of ours
    public static List<String> command(Class<?> main, int heapMebibytes) {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx%dm".formatted(heapMebibytes),
                                "-XX:+UseSerialGC",
                                "-XX:+ExitOnOutOfMemoryError",
                                // What the JVM itself says would stand among the messages.
                                "-XX:+DisplayVMOutputToStderr",
                                "-Dfile.encoding=UTF-8",
                                "-DOPT_OUT_TRACKING=true",
                                "--enable-native-access=ALL-UNNAMED"));
        if (!Files.isWritable(Path.of(System.getProperty("user.home")))) {
            // The tokenizer's library is unpacked at home otherwise.
            command.add("-DDJL_CACHE_DIR=" + System.getProperty("java.io.tmpdir"));
            command.add("-DENGINE_CACHE_DIR=" + System.getProperty("java.io.tmpdir"));
        }
        command.addAll(List.of("-cp", classPath(main), main.getName()));
        return command;
    }

    /// The packaged application keeps all libraries in one directory, in which ours is a jar among
    /// them. Anywhere else, as in tests, this process has them all on its own class path.
    private static String classPath(Class<?> main) {
        try {
            var source = main.getProtectionDomain().getCodeSource().getLocation();
            var place = Path.of(source.toURI());
            return Files.isRegularFile(place) && place.resolveSibling("").endsWith("lib/main")
                    ? place.resolveSibling("*").toString()
                    : System.getProperty("java.class.path");
        } catch (URISyntaxException wrong) {
            throw new IllegalStateException("the classes of " + main + " are at no place", wrong);
        }
    }
}
