package dev.hone.api.testing;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/// The routes of the running server, read from its OpenAPI document.
public final class Routes {
    private Routes() {}

    /// @param path with its parameters in braces
    public record Route(String method, String path, JsonNode operation) {
        /// The path with something that does not exist in place of every parameter.
        public String concrete() {
            return path.replace("{token}", "1").replaceAll("\\{[^}]+}", "nothing");
        }

        public boolean forWorkers() {
            return operation.at("/security/0").has("workerKey");
        }

        /// Media type of the body, empty where there is none.
        public String bodyType() {
            var types = operation.at("/requestBody/content").fieldNames();
            return types.hasNext() ? types.next() : "";
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    public static JsonNode document() {
        try {
            return new ObjectMapper()
                    .readTree(given().get("/q/openapi?format=json").then().extract().asString());
        } catch (com.fasterxml.jackson.core.JsonProcessingException failure) {
            throw new AssertionError("the OpenAPI document is no JSON", failure);
        }
    }

    public static List<Route> all() {
        var routes = new ArrayList<Route>();
        for (var path : document().get("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                routes.add(
                        new Route(
                                operation.getKey().toUpperCase(java.util.Locale.ROOT),
                                path.getKey(),
                                operation.getValue()));
            }
        }
        return routes;
    }
}
