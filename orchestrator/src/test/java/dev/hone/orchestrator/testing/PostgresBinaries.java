package dev.hone.orchestrator.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// PostgreSQL's programs, unpacked once per machine out of the jar that carries them.
final class PostgresBinaries {
    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
    private static final int OWNER_EXECUTE = 0b001_000_000;

    private PostgresBinaries() {}

    /// The directory that holds `bin/initdb` and `bin/postgres`.
    static Path home() throws IOException {
        var home = Path.of(System.getProperty("java.io.tmpdir"), "hone-test-postgres-18.6.0");
        if (Files.isDirectory(home)) {
            return home;
        }
        var unpacked = Directories.temporary("postgres-unpack");
        unpack(unpacked);
        Files.setPosixFilePermissions(unpacked, PosixFilePermissions.fromString("rwxr-xr-x"));
        try {
            Files.move(unpacked, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException failure) {
            // Another test run was faster.
            if (!Files.isDirectory(home)) {
                throw failure;
            }
            Directories.delete(unpacked);
        }
        return home;
    }

    private static void unpack(Path target) throws IOException {
        try (var archive = new TarArchiveInputStream(new XZCompressorInputStream(open()))) {
            TarArchiveEntry entry = archive.getNextEntry();
            while (entry != null) {
                write(archive, entry, target.resolve(entry.getName()).normalize());
                entry = archive.getNextEntry();
            }
        }
    }

    private static InputStream open() {
        return new BufferedInputStream(
                Objects.requireNonNull(
                        PostgresBinaries.class.getResourceAsStream(ARCHIVE),
                        ARCHIVE + " is not on the class path"));
    }

    private static void write(TarArchiveInputStream archive, TarArchiveEntry entry, Path path)
            throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(Objects.requireNonNull(path.getParent()));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(archive, path);
        var executable = (entry.getMode() & OWNER_EXECUTE) != 0;
        Files.setPosixFilePermissions(
                path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
}
