package dev.hone.orchestrator.preflights;

import dev.hone.datasets.preflight.PreflightMain;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where a child process finds its classes.
final class ChildClassPath {
    private ChildClassPath() {}

    /// The packaged application keeps all libraries in one directory, in which ours is a jar among
    /// them. Anywhere else, as in tests, this process has them all on its own class path.
    static String find() {
        try {
            var source = PreflightMain.class.getProtectionDomain().getCodeSource().getLocation();
            var place = Path.of(source.toURI());
            return Files.isRegularFile(place) && place.resolveSibling("").endsWith("lib/main")
                    ? place.resolveSibling("*").toString()
                    : System.getProperty("java.class.path");
        } catch (URISyntaxException wrong) {
            throw new IllegalStateException("the classes of preflights are at no place", wrong);
        }
    }
}
