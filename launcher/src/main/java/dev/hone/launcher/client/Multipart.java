package dev.hone.launcher.client;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A form with files, streamed from disk. Source: RFC 7578.
final class Multipart {
    private final String boundary;
    private final List<BodyPublisher> parts = new ArrayList<>();

    Multipart(String boundary) {
        this.boundary = boundary;
    }

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    Multipart field(String name, String value) {
        text(head("name=\"" + name + "\"") + "\r\n" + value + "\r\n");
        return this;
    }

    Multipart file(String name, String filename, Path file) throws FileNotFoundException {
        var safe = filename.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
        text(
                head("name=\"" + name + "\"; filename=\"" + safe + "\"")
                        + "Content-Type: application/octet-stream\r\n\r\n");
        parts.add(BodyPublishers.ofFile(file));
        text("\r\n");
        return this;
    }

    Multipart bytes(String name, String filename, byte[] bytes) {
        text(
                head("name=\"" + name + "\"; filename=\"" + filename + "\"")
                        + "Content-Type: application/octet-stream\r\n\r\n");
        parts.add(BodyPublishers.ofByteArray(bytes));
        text("\r\n");
        return this;
    }

    BodyPublisher publisher() {
        var all = new ArrayList<>(parts);
        all.add(BodyPublishers.ofString("--" + boundary + "--\r\n"));
        return BodyPublishers.concat(all.toArray(BodyPublisher[]::new));
    }

    private String head(String disposition) {
        return "--" + boundary + "\r\nContent-Disposition: form-data; " + disposition + "\r\n";
    }

    private void text(String text) {
        parts.add(BodyPublishers.ofString(text, StandardCharsets.UTF_8));
    }
}
