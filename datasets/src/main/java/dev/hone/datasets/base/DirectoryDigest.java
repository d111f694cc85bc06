package dev.hone.datasets.base;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// One SHA-256 for all files of a directory: over `name, tab, sha256 in hex, line feed` of each,
/// sorted by name.
final class DirectoryDigest {
    private DirectoryDigest() {}

    static String of(Path directory) throws IOException {
        List<Path> files;
        try (var listed = Files.list(directory)) {
            files = listed.filter(Files::isRegularFile).sorted().toList();
        }
        MessageDigest all = sha256();
        for (Path file : files) {
            all.update("%s\t%s\n".formatted(file.getFileName(), sha256(file)).getBytes(UTF_8));
        }
        return HexFormat.of().formatHex(all.digest());
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest = sha256();
        var buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
