package dev.hone.launcher.platform;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/// How a platform is to be started; everything has a default but the data directory.
///
/// @param ports ports that were asked for; the others are free ones
/// @param external parts that run elsewhere
/// @param parts the parts to start here
/// @param minimumFreeBytes below this much space on the data directory's disk nothing is started
/// @param cacheDirectory where the unpacked PostgreSQL is shared between data directories
public record PlatformOptions(
        Installation installation,
        Path dataDirectory,
        Ports.Wanted ports,
        External external,
        Set<PartName> parts,
        long minimumFreeBytes,
        Path cacheDirectory) {
    private static final long GIBIBYTE = 1L << 30;

    public PlatformOptions {
        dataDirectory = dataDirectory.toAbsolutePath().normalize();
        parts = Set.copyOf(parts);
    }

    public static PlatformOptions defaults(Installation installation, Path dataDirectory) {
        return new PlatformOptions(
                installation,
                dataDirectory,
                Ports.Wanted.ANY,
                External.NONE,
                Set.of(PartName.values()),
                GIBIBYTE,
                defaultCache());
    }

    public PlatformOptions withParts(Set<PartName> chosen) {
        return new PlatformOptions(
                installation,
                dataDirectory,
                ports,
                external,
                chosen,
                minimumFreeBytes,
                cacheDirectory);
    }

    public PlatformOptions withPorts(Ports.Wanted chosen) {
        return new PlatformOptions(
                installation,
                dataDirectory,
                chosen,
                external,
                parts,
                minimumFreeBytes,
                cacheDirectory);
    }

    public PlatformOptions withExternal(External chosen) {
        return new PlatformOptions(
                installation,
                dataDirectory,
                ports,
                chosen,
                parts,
                minimumFreeBytes,
                cacheDirectory);
    }

    public PlatformOptions withMinimumFreeBytes(long bytes) {
        return new PlatformOptions(
                installation, dataDirectory, ports, external, parts, bytes, cacheDirectory);
    }

    /// Root's home is closed to the account that PostgreSQL runs under; /var/cache is not.
    private static Path defaultCache() {
        if ("root".equals(System.getProperty("user.name"))) {
            return Path.of("/var/cache/hone");
        }
        return Path.of(System.getProperty("user.home"), ".cache", "hone");
    }

    /// Parts that somebody else runs.
    ///
    /// @param database `postgresql://user:password@host:port/name`
    /// @param kafka bootstrap servers
    public record External(
            Optional<DatabaseAddress> database, Optional<String> kafka, Optional<Store> store) {
        public static final External NONE =
                new External(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// An object store; all but the URL is for S3.
    public record Store(
            String url,
            Optional<String> endpoint,
            Optional<String> region,
            Optional<String> accessKey,
            Optional<String> secretKey) {
        static Store directory(Path path) {
            var none = Optional.<String>empty();
            return new Store("file://" + path, none, none, none, none);
        }
    }
}
