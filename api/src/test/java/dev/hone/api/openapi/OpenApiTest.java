package dev.hone.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.hone.api.testing.Platform;
import dev.hone.api.testing.Routes;
import dev.hone.api.testing.Routes.Route;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Platform.class)
class OpenApiTest {
    @Test
    void theDocumentSaysWhatItIs() {
        var document = Routes.document();

        assertThat(document.get("openapi").asText()).isEqualTo("3.1.0");
        assertThat(document.at("/info/title").asText()).isEqualTo("Hone");
        assertThat(document.at("/info/description").asText()).contains("base URL");
        assertThat(document.at("/components/securitySchemes/userKey/scheme").asText())
                .isEqualTo("bearer");
        assertThat(document.at("/components/securitySchemes/workerKey/type").asText())
                .isEqualTo("http");
        assertThat(document.at("/components/schemas/Problem/properties").has("errors")).isTrue();
    }

    @Test
    void theDocumentHasExactlyTheRoutesOfTheCode() {
        var documented = new TreeSet<String>();
        Routes.all().forEach(route -> documented.add(route.toString()));

        assertThat(documented).isEqualTo(routesOfTheCode());
    }

    @Test
    void everyOperationIsDescribedAndGuarded() {
        var ids = new HashSet<String>();
        for (var route : Routes.all()) {
            var operation = route.operation();
            assertThat(ids.add(operation.path("operationId").asText()))
                    .as("operationId of %s", route)
                    .isTrue();
            assertThat(operation.path("operationId").asText()).as(route.toString()).isNotBlank();
            assertThat(operation.path("summary").asText()).as(route.toString()).isNotBlank();
            assertThat(operation.path("description").asText()).as(route.toString()).isNotBlank();
            assertThat(operation.path("security")).as("security of %s", route).hasSize(1);
            assertThat(
                            operation
                                    .path("responses")
                                    .path("default")
                                    .path("content")
                                    .has("application/problem+json"))
                    .as("refusal of %s", route)
                    .isTrue();
        }
    }

    @Test
    void workersHaveTheirOwnRoutes() {
        assertThat(Routes.all().stream().filter(Route::forWorkers).map(Route::path))
                .allMatch(
                        path -> path.startsWith("/v1/workers/") || path.startsWith("/v1/attempts/"))
                .hasSize(6);
    }

    private static Set<String> routesOfTheCode() {
        var routes = new TreeSet<String>();
        new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.hone.api")
                        .stream()
                        .filter(candidate -> candidate.isAnnotatedWith(Path.class))
                        .flatMap(resource -> resource.getMethods().stream())
                        .filter(method -> method.isMetaAnnotatedWith(HttpMethod.class))
                        .forEach(method -> routes.add(route(method.getOwner(), method)));
        return routes;
    }

    private static String route(JavaClass resource, JavaMethod method) {
        var path = resource.getAnnotationOfType(Path.class).value();
        if (method.isAnnotatedWith(Path.class)) {
            path += "/" + method.getAnnotationOfType(Path.class).value();
        }
        var verb =
                method.getAnnotations().stream()
                        .filter(one -> one.getRawType().isAnnotatedWith(HttpMethod.class))
                        .findAny()
                        .orElseThrow()
                        .getRawType()
                        .getAnnotationOfType(HttpMethod.class)
                        .value();
        return verb + " " + path.replaceAll(":[^}]+}", "}");
    }
}
