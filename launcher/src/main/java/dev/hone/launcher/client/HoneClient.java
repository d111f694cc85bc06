package dev.hone.launcher.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongConsumer;

/// The requests that the commands make. Answers are JSON trees, so that `--json` shows what came.
public final class HoneClient implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);
    // An upload is checked row by row, and an import is copied, before the answer comes.
    private static final Duration UPLOAD_TIMEOUT = Duration.ofMinutes(30);
    // The platform gives up after an hour by itself, and says so.
    private static final Duration IMPORT_TIMEOUT = Duration.ofHours(2);
    private static final int PAGE = 100;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .build();
    private final String url;
    private final String apiKey;

    private final Duration patience;

    public HoneClient(String url, String apiKey) {
        this(url, apiKey, ANSWER_TIMEOUT);
    }

    /// For requests that are answered when whole files were read.
    public static HoneClient patient(String url, String apiKey) {
        return new HoneClient(url, apiKey, UPLOAD_TIMEOUT);
    }

    private HoneClient(String url, String apiKey, Duration patience) {
        this.patience = patience;
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        this.apiKey = apiKey;
    }

    public String url() {
        return url;
    }

    public JsonNode get(String path) {
        return tree(request(path).GET());
    }

    /// Empty for what does not exist.
    public Optional<JsonNode> find(String path) {
        try {
            return Optional.of(get(path));
        } catch (ClientException.Refused refused) {
            if (refused.status() == 404) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    /// Goes through the pages until `limit` objects are there.
    public List<JsonNode> list(String path, int limit) {
        var all = new ArrayList<JsonNode>();
        var after = "";
        while (all.size() < limit) {
            var page =
                    get(
                            "%s?limit=%d%s"
                                    .formatted(
                                            path,
                                            Math.min(PAGE, limit - all.size()),
                                            after.isEmpty() ? "" : "&after=" + encode(after)));
            page.path("data").forEach(all::add);
            if (!page.path("has_more").asBoolean() || page.path("data").isEmpty()) {
                return all;
            }
            after = all.getLast().path("id").asText();
        }
        return all;
    }

    public JsonNode post(String path, JsonNode body) {
        return tree(json(path, body));
    }

    public JsonNode put(String path, JsonNode body) {
        return tree(
                request(path)
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(body.toString())));
    }

    public JsonNode delete(String path) {
        return tree(request(path).DELETE());
    }

    public JsonNode upload(Path file, String purpose) throws IOException {
        return upload(file, purpose, Optional.empty(), _ -> {});
    }

    /// @param format what is known of the rows; the rest is detected
    /// @param sent told how many bytes of the form have been handed to the connection, again and
    ///   again
    public JsonNode upload(
            Path file, String purpose, Optional<? extends JsonNode> format, LongConsumer sent)
            throws IOException {
        var form = new Multipart(boundary()).field("purpose", purpose);
        format.ifPresent(said -> form.field("x_hone", said.toString()));
        return send("/v1/files", form.file("file", file.getFileName().toString(), file), sent);
    }

    /// Sends one part of an upload.
    public JsonNode addPart(String upload, byte[] part, LongConsumer sent) {
        var form = new Multipart(boundary()).bytes("data", "part", part);
        return send("/v1/uploads/" + encode(upload) + "/parts", form, sent);
    }

    /// Has the platform fetch a file, and check it, before it answers.
    public JsonNode importFile(JsonNode body) {
        return tree(json("/v1/files/import", body).timeout(IMPORT_TIMEOUT));
    }

    /// Makes parts a file, whose rows are checked before the answer comes.
    public JsonNode completeUpload(String upload, JsonNode body) {
        return tree(
                json("/v1/uploads/" + encode(upload) + "/complete", body).timeout(UPLOAD_TIMEOUT));
    }

    /// Sends every file below `directory` as a base model, except hidden ones: what git and
    /// download caches leave behind is no part of a model.
    public JsonNode importModel(String model, Path directory) throws IOException {
        var form = new Multipart(boundary()).field("name", model);
        try (var files = Files.walk(directory)) {
            for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                var name = directory.relativize(file).toString();
                if (!("/" + name).contains("/.")) {
                    form.file("file", name, file);
                }
            }
        }
        return send("/v1/models/import", form, _ -> {});
    }

    /// The bytes at `path`; the caller closes them.
    public InputStream open(String path) {
        var request = request(path).GET().build();
        try {
            var response = http.send(request, BodyHandlers.ofInputStream());
            if (response.statusCode() == 200) {
                return response.body();
            }
            try (var body = response.body()) {
                var text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
                throw Problems.read(response.statusCode(), text, json);
            }
        } catch (IOException failed) {
            throw unreachable(failed);
        } catch (InterruptedException _) {
            throw interrupted();
        }
    }

    /// One path segment: ids may hold ':' and '/'.
    public static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private HttpRequest.Builder json(String path, JsonNode body) {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()));
    }

    private JsonNode send(String path, Multipart form, LongConsumer sent) {
        return tree(
                request(path)
                        .timeout(UPLOAD_TIMEOUT)
                        .header("Content-Type", form.contentType())
                        .POST(CountedPublisher.of(form.publisher(), sent)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(patience)
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + apiKey);
    }

    private JsonNode tree(HttpRequest.Builder request) {
        HttpResponse<String> response;
        try {
            response = http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException failed) {
            throw unreachable(failed);
        } catch (InterruptedException _) {
            throw interrupted();
        }
        if (response.statusCode() / 100 != 2) {
            throw Problems.read(response.statusCode(), response.body(), json);
        }
        try {
            return json.readTree(response.body());
        } catch (JsonProcessingException foreign) {
            throw new ClientException.Unreachable(url, "what answers there is not Hone");
        }
    }

    private ClientException unreachable(IOException failed) {
        var why =
                failed instanceof ConnectException
                        ? "connection refused"
                        : Optional.ofNullable(failed.getMessage())
                                .orElse(failed.getClass().getSimpleName());
        return new ClientException.Unreachable(url, why);
    }

    private ClientException interrupted() {
        Thread.currentThread().interrupt();
        return new ClientException.Unreachable(url, "interrupted");
    }

    private static String boundary() {
        return "hone-" + UUID.randomUUID();
    }
}
