package dev.hone.launcher.commands;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hone.launcher.client.HoneClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.stream.Collectors;

/// Downloads all files of a model: the directory is there complete and verified, or not at all.
final class ModelPull {
    private final HoneClient client;

    ModelPull(HoneClient client) {
        this.client = client;
    }

    /// Returns the list of files as the server gave it.
    JsonNode pull(String id, Path directory) throws IOException {
        if (Files.exists(directory)) {
            throw new CommandFailure(
                    ExitCode.FAILED, directory + " exists already: name a directory that does not");
        }
        var model = "/v1/models/" + HoneClient.encode(id) + "/files";
        var files = client.get(model);
        var target = directory.toAbsolutePath().normalize();
        var parent = target.getParent() == null ? target : target.getParent();
        Files.createDirectories(parent);
        var unfinished = Files.createTempDirectory(parent, target.getFileName() + ".part-");
        try {
            for (var file : files.path("data")) {
                fetch(model, file, unfinished);
            }
            Files.move(unfinished, target);
            return files;
        } finally {
            deleteTree(unfinished);
        }
    }

    private void fetch(String model, JsonNode file, Path unfinished) throws IOException {
        var name = file.path("path").asText();
        var path = unfinished.resolve(name).normalize();
        if (!path.startsWith(unfinished) || path.equals(unfinished)) {
            throw new IOException("the server names a file outside the model: " + name);
        }
        Files.createDirectories(path.resolveSibling(""));
        var segments =
                Arrays.stream(name.split("/"))
                        .map(HoneClient::encode)
                        .collect(Collectors.joining("/"));
        var digest = sha256();
        try (InputStream bytes =
                new DigestInputStream(client.open(model + "/" + segments), digest)) {
            Files.copy(bytes, path);
        }
        var found = HexFormat.of().formatHex(digest.digest());
        if (!found.equals(file.path("sha256").asText())) {
            throw new IOException(
                    "%s arrived damaged: sha256 is %s, should be %s"
                            .formatted(name, found, file.path("sha256").asText()));
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static void deleteTree(Path tree) throws IOException {
        if (Files.notExists(tree)) {
            return;
        }
        try (var paths = Files.walk(tree)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
