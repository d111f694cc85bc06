package dev.hone.launcher.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/// Reads a problem body: `detail`, `error {message, code, param}` and the list of faults.
final class Problems {
    private static final int SHOWN_CHARACTERS = 300;

    private Problems() {}

    static ClientException.Refused read(int status, String body, ObjectMapper json) {
        JsonNode tree;
        try {
            tree = json.readTree(body);
        } catch (JsonProcessingException _) {
            tree = json.missingNode();
        }
        var error = tree.path("error");
        var message = firstText(error.path("message"), tree.path("detail"), tree.path("title"));
        if (message.isEmpty()) {
            message =
                    "the server answered %d%s"
                            .formatted(
                                    status,
                                    body.isBlank()
                                            ? ""
                                            : ": "
                                                    + body.substring(
                                                            0,
                                                            Math.min(
                                                                    SHOWN_CHARACTERS,
                                                                    body.length())));
        }
        return new ClientException.Refused(
                status, message, error.path("code").asText(""), faults(tree), body);
    }

    private static List<String> faults(JsonNode tree) {
        var faults = new ArrayList<String>();
        for (var list : List.of(tree.path("errors"), tree.path("faults"))) {
            for (var fault : list) {
                var param = firstText(fault.path("param"), fault.path("field"));
                var message = firstText(fault.path("message"), fault.path("detail"));
                faults.add(names(message, param) ? message : param + ": " + message);
            }
        }
        return faults;
    }

    /// Whether the message says already which member it is about: "n_epochs must be ...".
    private static boolean names(String message, String param) {
        return message.contains(param.substring(param.lastIndexOf('.') + 1));
    }

    private static String firstText(JsonNode... candidates) {
        for (var candidate : candidates) {
            if (candidate.isTextual() && !candidate.asText().isBlank()) {
                return candidate.asText();
            }
        }
        return "";
    }
}
