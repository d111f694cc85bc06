package dev.hone.launcher.platform;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// The programs of PostgreSQL, unpacked once from the jar that carries them.
record PostgresBinaries(Path directory) {
    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

    /// The programs in `cache`, or in `fallback` where the cache cannot be written.
    static PostgresBinaries unpackTo(Path cache, Path fallback, String version)
            throws IOException, LaunchException {
        var name = "postgresql-" + version;
        for (var parent : new Path[] {cache, fallback}) {
            if (Files.isExecutable(parent.resolve(name).resolve("bin/postgres"))) {
                return new PostgresBinaries(parent.resolve(name));
            }
        }
        try {
            return unpack(cache, name);
        } catch (java.nio.file.FileSystemException _) {
            return unpack(fallback, name);
        }
    }

    Path program(String name) {
        return directory.resolve("bin").resolve(name);
    }

    private static PostgresBinaries unpack(Path parent, String name)
            throws IOException, LaunchException {
        Files.createDirectories(parent);
        var unfinished = Files.createTempDirectory(parent, name + ".");
        try {
            Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
            try (var archive = PostgresBinaries.class.getResourceAsStream(ARCHIVE)) {
                if (archive == null) {
                    throw new LaunchException(
                            "no PostgreSQL for %s %s comes with Hone: run one yourself and give it with --database-url"
                                    .formatted(
                                            System.getProperty("os.name"),
                                            System.getProperty("os.arch")));
                }
                extract(archive, unfinished);
            }
            var finished = parent.resolve(name);
            try {
                Files.move(unfinished, finished, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileAlreadyExistsException | java.nio.file.DirectoryNotEmptyException _) {
                // another launcher was faster: its copy is as good
            }
            return new PostgresBinaries(finished);
        } finally {
            PrivateFiles.deleteTree(unfinished);
        }
    }

    private static void extract(InputStream archive, Path target) throws IOException {
        try (var tar =
                new TarArchiveInputStream(
                        new XZInputStream(new BufferedInputStream(archive, 1 << 16)))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                extract(tar, entry, target);
            }
        }
    }

    private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path target)
            throws IOException {
        var path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
            throw new IOException("the archive names a path outside itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.resolveSibling(""));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, path);
        var executable = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(
                path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
}
