package dev.hone.launcher.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Where the built parts of Hone lie.
///
/// @param root the checkout
/// @param java the `java` that runs the child processes
public record Installation(Path root, Path java) {
    public Installation {
        root = root.toAbsolutePath().normalize();
    }

    /// The checkout at `root`, run by the JDK that runs this very process.
    public static Installation at(Path root) {
        return new Installation(root, Path.of(System.getProperty("java.home"), "bin", "java"));
    }

    /// A HuggingFace directory small enough to be part of the checkout.
    public Path baseModel() {
        return root.resolve("trainer/models/hone-nano");
    }

    public Path tickets(String file) {
        return root.resolve("datasets/samples/tickets").resolve(file);
    }

    Path brokerJars() {
        return root.resolve("launcher/broker/target/kafka");
    }

    Path controlPlaneJar() {
        return root.resolve("api/target/quarkus-app/quarkus-run.jar");
    }

    String workerClassPath() throws LaunchException {
        var target = root.resolve("trainer/target");
        try (var files = Files.newDirectoryStream(target, "hone-trainer-*.jar")) {
            for (var jar : files) {
                return jar + ":" + target.resolve("lib") + "/*";
            }
        } catch (IOException missing) {
            throw new LaunchException(
                    "the worker is not built: " + target + " is missing", missing);
        }
        throw new LaunchException("the worker is not built: no hone-trainer-*.jar in " + target);
    }

    /// Names what is not built, so that the first error is not a class that cannot be found.
    void check(List<Path> needed) throws LaunchException {
        for (var path : needed) {
            if (!Files.exists(path)) {
                throw new LaunchException(
                        path + " is missing: build with ./mvnw -DskipTests package");
            }
        }
    }
}
