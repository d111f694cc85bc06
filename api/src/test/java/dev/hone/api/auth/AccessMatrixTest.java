package dev.hone.api.auth;

import static dev.hone.api.testing.Platform.USER_KEY;
import static dev.hone.api.testing.Platform.WORKER_KEY;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.api.testing.Platform;
import dev.hone.api.testing.Routes;
import dev.hone.api.testing.Routes.Route;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Platform.class)
class AccessMatrixTest {
    /// Spellings of one path that a rule about paths would have to know.
    private static final List<String> MUTATIONS =
            List.of(
                    "/%s",
                    "//%s",
                    "/./%s",
                    "/x/../%s",
                    "/%%2e/%s",
                    "/%s/",
                    "/%s;x=1",
                    "/%s%%2F",
                    "/%s%%3Bx",
                    "/%s%%00",
                    "/%%2F%s",
                    "/%s?x=1");

    @Test
    void nobodyWithoutAKeyGetsAnywhere() {
        for (var route : Routes.all()) {
            for (var header :
                    new String[] {null, "", "Bearer", "Bearer ", "Basic " + USER_KEY, USER_KEY}) {
                refused(route, header, "missing_api_key");
            }
        }
    }

    @Test
    void nobodyWithAnUnknownKeyGetsAnywhere() {
        for (var route : Routes.all()) {
            for (var key :
                    new String[] {
                        "wrong", USER_KEY + "x", USER_KEY.toUpperCase(java.util.Locale.ROOT), "null"
                    }) {
                refused(route, "Bearer " + key, "invalid_api_key");
            }
        }
    }

    @Test
    void eachKindOfKeyOpensItsOwnRoutesOnly() {
        for (var route : Routes.all()) {
            var right = route.forWorkers() ? WORKER_KEY : USER_KEY;
            var wrong = route.forWorkers() ? USER_KEY : WORKER_KEY;

            assertThat(call(route, "Bearer " + right).statusCode())
                    .as("%s with its key", route)
                    .isNotIn(401, 403);
            var refusal = call(route, "Bearer " + wrong);
            assertThat(refusal.statusCode()).as("%s with the other key", route).isEqualTo(403);
            assertThat(refusal.<String>path("error.code")).isEqualTo("wrong_kind_of_key");
        }
    }

    @Test
    void workersAreHandledByOperatorsAndRegisterThemselves() {
        assertThat(Routes.all().stream().filter(route -> !route.forWorkers()))
                .extracting(Route::toString)
                .contains(
                        "GET /v1/workers",
                        "GET /v1/workers/{id}",
                        "POST /v1/workers/{id}/drain",
                        "POST /v1/workers/{id}/resume");
        assertThat(Routes.all().stream().filter(Route::forWorkers))
                .extracting(Route::toString)
                .contains(
                        "POST /v1/workers/claims",
                        "POST /v1/workers/registrations",
                        "POST /v1/workers/registrations/end");
    }

    @Test
    void noSpellingOfAPathLeadsAroundTheKey() {
        for (var route : Routes.all()) {
            for (var mutation : MUTATIONS) {
                var path = mutation.formatted(route.concrete().substring(1));
                assertThat(request(route, path, null).statusCode())
                        .as("%s %s", route.method(), path)
                        .isBetween(400, 405);
            }
            var shouted = route.concrete().toUpperCase(java.util.Locale.ROOT);
            assertThat(request(route, shouted, null).statusCode()).as(shouted).isBetween(400, 405);
        }
    }

    @Test
    void onlyWhatMonitorsNeedIsOpen() {
        for (var open : List.of("/q/health/ready", "/q/health/live", "/q/openapi", "/q/metrics")) {
            assertThat(given().get(open).statusCode()).as(open).isEqualTo(200);
        }
    }

    private static void refused(Route route, @Nullable String header, String code) {
        var answer = call(route, header);
        assertThat(answer.statusCode()).as("%s with %s", route, header).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"hone\"");
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.<String>path("error.code"))
                .as("%s with %s", route, header)
                .isEqualTo(code);
        assertThat(answer.<String>path("error.type")).isEqualTo("authentication_error");
    }

    private static Response call(Route route, @Nullable String authorization) {
        return request(route, route.concrete(), authorization);
    }

    private static Response request(Route route, String path, @Nullable String authorization) {
        var request = given().urlEncodingEnabled(false);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        switch (route.bodyType()) {
            case "multipart/form-data" -> request.multiPart("nothing", "nothing");
            case "" -> {}
            default -> request.contentType(route.bodyType()).body("{}");
        }
        return request.request(route.method(), path);
    }
}
