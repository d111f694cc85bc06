package dev.hone.launcher.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.launcher.client.ClientException;
import dev.hone.launcher.client.HoneClient;
import dev.hone.launcher.terminal.Terminal;
import dev.hone.launcher.terminal.TransferBar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Uploads a file in parts, and goes on with an upload of the same file that was interrupted: the
/// server tells the SHA-256 of what it has, and only what it lacks is sent. Nothing is remembered
/// here, so it goes on from another machine too.
final class PartUpload {
    private static final int LISTED = 1_000;
    private static final int MOST_PARTS = 10_000;

    private final HoneClient client;
    private final Terminal people;
    private final PartSender sender;
    private final Path file;
    private final long bytes;
    private final int partBytes;
    private final TransferBar bar;

    PartUpload(HoneClient client, Terminal people, PartSender sender, Path file, int partBytes)
            throws IOException {
        this.client = client;
        this.people = people;
        this.sender = sender;
        this.file = file;
        this.bytes = Files.size(file);
        this.partBytes = partBytes;
        this.bar = new TransferBar(people, bytes);
    }

    /// @param known ids of parts that have arrived, by their SHA-256
    private record Begun(String id, Map<String, String> known) {}

    /// The file, as the server answers at the end.
    JsonNode send(FileUpload.About about) throws IOException {
        var begun = interrupted(about).orElse(null);
        var upload = begun == null ? begin(about) : begun;
        try {
            return finish(upload);
        } catch (ClientException.Refused refused) {
            if (begun == null || !refused.code().equals("too_many_bytes")) {
                throw refused;
            }
            people.line(file.getFileName() + " has changed since; beginning anew");
            client.post(path(upload.id()) + "/cancel", JsonNodeFactory.instance.objectNode());
            return finish(begin(about));
        }
    }

    private JsonNode finish(Begun upload) throws IOException {
        var md5 = digest("MD5");
        var ids = JsonNodeFactory.instance.arrayNode();
        long done = 0;
        try (var content = Files.newInputStream(file)) {
            for (var part = next(content); part.length > 0; part = next(content)) {
                md5.update(part);
                ids.add(partId(upload, part, done));
                done += part.length;
                bar.show(done);
            }
        }
        var body = JsonNodeFactory.instance.objectNode();
        body.set("part_ids", ids);
        body.put("md5", HexFormat.of().formatHex(md5.digest()));
        return sender.send(() -> client.completeUpload(upload.id(), body)).path("file");
    }

    private String partId(Begun upload, byte[] part, long done) {
        var sha256 = HexFormat.of().formatHex(digest("SHA-256").digest(part));
        var known = upload.known().get(sha256);
        if (known != null) {
            bar.skip(part.length);
            return known;
        }
        var answer =
                sender.send(() ->
                        client.addPart(
                                upload.id(),
                                part,
                                sent -> bar.show(done + Math.min(sent, part.length - 1))));
        return answer.path("id").asText();
    }

    private byte[] next(InputStream content) throws IOException {
        return content.readNBytes(partBytes);
    }

    private Begun begin(FileUpload.About about) {
        var body = JsonNodeFactory.instance.objectNode();
        body.put("filename", file.getFileName().toString());
        body.put("purpose", about.purpose());
        body.put("bytes", bytes);
        body.put("mime_type", "application/octet-stream");
        about.format().ifPresent(format -> body.set("x_hone", format));
        var upload = sender.send(() -> client.post("/v1/uploads", body));
        return new Begun(upload.path("id").asText(), Map.of());
    }

    /// An upload is of this file if it has the file's first part: parts are sent in order.
    private Optional<Begun> interrupted(FileUpload.About about) throws IOException {
        for (var upload : candidates(about)) {
            var id = upload.path("id").asText();
            var known = new HashMap<String, String>();
            for (var part : client.list(path(id) + "/parts", MOST_PARTS)) {
                known.put(part.path("x_hone").path("sha256").asText(), part.path("id").asText());
            }
            if (known.containsKey(firstPart())) {
                people.line(
                        "going on with %s: %d of %d parts have arrived"
                                .formatted(id, known.size(), -Math.floorDiv(-bytes, partBytes)));
                return Optional.of(new Begun(id, known));
            }
        }
        return Optional.empty();
    }

    private List<JsonNode> candidates(FileUpload.About about) {
        var same = new ArrayList<JsonNode>();
        for (var upload : client.list("/v1/uploads", LISTED)) {
            if (upload.path("status").asText().equals("pending")
                    && upload.path("bytes").asLong() == bytes
                    && upload.path("purpose").asText().equals(about.purpose())
                    && upload.path("filename").asText().equals(file.getFileName().toString())
                    && says(upload.path("x_hone").path("format"), about.format())) {
                same.add(upload);
            }
        }
        return same;
    }

    /// Its parts would otherwise be read with what was said the last time.
    private static boolean says(JsonNode format, Optional<ObjectNode> said) {
        var known = JsonNodeFactory.instance.objectNode();
        format.properties().stream()
                .filter(member -> isSaid(member.getValue()))
                .forEach(member -> known.set(member.getKey(), member.getValue()));
        return known.equals(said.orElseGet(JsonNodeFactory.instance::objectNode));
    }

    private static boolean isSaid(JsonNode member) {
        return member.isTextual() || !member.isEmpty();
    }

    private String firstPart() throws IOException {
        try (var content = Files.newInputStream(file)) {
            return HexFormat.of().formatHex(digest("SHA-256").digest(next(content)));
        }
    }

    private static String path(String upload) {
        return "/v1/uploads/" + HoneClient.encode(upload);
    }

    private static MessageDigest digest(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has " + name, missing);
        }
    }
}
