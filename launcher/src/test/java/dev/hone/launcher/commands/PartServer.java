package dev.hone.launcher.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/// Takes uploads in parts as Hone does, over HTTP, and fails when a test says so.
final class PartServer implements AutoCloseable {
    private final ObjectMapper json = new ObjectMapper();
    private final HttpServer server;
    private final Map<String, ObjectNode> uploads = new LinkedHashMap<>();
    private final Map<String, Map<String, byte[]>> parts = new LinkedHashMap<>();
    private int failures;
    private int partsTaken;
    private int dieAfter = Integer.MAX_VALUE;
    private byte[] file = {};

    PartServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// The next parts are answered with 503.
    void failNext(int requests) {
        failures = requests;
    }

    /// From then on connections break off.
    void dieAfter(int taken) {
        dieAfter = partsTaken + taken;
    }

    void live() {
        dieAfter = Integer.MAX_VALUE;
    }

    int partsTaken() {
        return partsTaken;
    }

    int uploads() {
        return uploads.size();
    }

    byte[] file() {
        return file;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            if (partsTaken >= dieAfter) {
                return;
            }
            var path = exchange.getRequestURI().getPath().split("/");
            var id = path.length > 3 ? path[3] : "";
            var route = exchange.getRequestMethod() + (path.length > 4 ? " " + path[4] : "");
            switch (route) {
                case "POST" -> reply(exchange, 200, begin(body));
                case "GET" -> reply(exchange, 200, list(uploads.values()));
                case "GET parts" -> reply(exchange, 200, arrived(id));
                case "POST parts" -> addPart(exchange, id, body);
                case "POST complete" -> reply(exchange, 200, complete(id, json.readTree(body)));
                case "POST cancel" -> reply(exchange, 200, upload(id).put("status", "cancelled"));
                default -> throw new IllegalStateException(route);
            }
        }
    }

    private ObjectNode begin(byte[] body) throws IOException {
        var id = "upload_" + uploads.size();
        var upload = ((ObjectNode) json.readTree(body)).put("id", id).put("status", "pending");
        uploads.put(id, upload);
        parts.put(id, new LinkedHashMap<>());
        return upload;
    }

    private void addPart(HttpExchange exchange, String id, byte[] form) throws IOException {
        if (failures > 0) {
            failures--;
            reply(exchange, 503, error("database_unavailable"));
            return;
        }
        var content = content(form);
        var sum = parts.getOrDefault(id, Map.of()).values().stream().mapToInt(one -> one.length);
        if (sum.sum() + content.length > upload(id).path("bytes").asInt()) {
            reply(exchange, 400, error("too_many_bytes"));
            return;
        }
        partsTaken++;
        var part = "part_" + partsTaken;
        parts.getOrDefault(id, Map.of()).put(part, content);
        reply(exchange, 200, json.createObjectNode().put("id", part));
    }

    private JsonNode arrived(String id) {
        return list(
                parts.getOrDefault(id, Map.of()).entrySet().stream()
                        .map(part -> {
                            var node = json.createObjectNode().put("id", part.getKey());
                            node.putObject("x_hone")
                                    .put("sha256", hash("SHA-256", part.getValue()));
                            return node;
                        })
                        .toList());
    }

    private JsonNode complete(String id, JsonNode body) throws IOException {
        var whole = new ByteArrayOutputStream();
        for (var part : body.path("part_ids")) {
            whole.write(parts.getOrDefault(id, Map.of()).get(part.asText()));
        }
        file = whole.toByteArray();
        if (!body.path("md5").asText().equals(hash("MD5", file))) {
            throw new IllegalStateException("md5 is wrong");
        }
        var upload = upload(id).put("status", "completed");
        upload.putObject("file").put("id", "file-1");
        return upload;
    }

    private ObjectNode upload(String id) {
        return uploads.getOrDefault(id, json.createObjectNode());
    }

    private JsonNode list(Iterable<ObjectNode> nodes) {
        var list = json.createObjectNode().put("has_more", false);
        nodes.forEach(list.putArray("data")::add);
        return list;
    }

    private JsonNode error(String code) {
        var node = json.createObjectNode();
        node.putObject("error").put("message", code).put("code", code);
        return node;
    }

    private static void reply(HttpExchange exchange, int status, JsonNode body) throws IOException {
        var bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /// What stands between the head of the only part and the last boundary.
    private static byte[] content(byte[] form) {
        var text = new String(form, StandardCharsets.ISO_8859_1);
        var boundary = text.substring(0, text.indexOf("\r\n"));
        var from = text.indexOf("\r\n\r\n") + 4;
        var to = text.lastIndexOf("\r\n" + boundary);
        return text.substring(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String hash(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
