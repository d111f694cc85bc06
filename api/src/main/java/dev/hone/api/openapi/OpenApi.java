package dev.hone.api.openapi;

import dev.hone.api.problem.Problem;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/// What the OpenAPI document says of the whole API.
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Hone",
                        version = "1",
                        description =
                                "Fine-tuning on your own machines. Files, jobs and models have the"
                                        + " shape of OpenAI's API, so its clients work with another"
                                        + " base URL (ending in /v1) and key. What OpenAI has no"
                                        + " place for stands in members named x_hone. Every refusal"
                                        + " is application/problem+json with OpenAI's error object"
                                        + " inside."),
        components =
                @Components(
                        schemas = @Schema(name = "Problem", implementation = Problem.class),
                        securitySchemes = {
                            @SecurityScheme(
                                    securitySchemeName = OpenApi.USER_KEY,
                                    type = SecuritySchemeType.HTTP,
                                    scheme = "bearer",
                                    description = "The key of people and programs."),
                            @SecurityScheme(
                                    securitySchemeName = OpenApi.WORKER_KEY,
                                    type = SecuritySchemeType.HTTP,
                                    scheme = "bearer",
                                    description = "The key of workers.")
                        }))
public final class OpenApi extends Application {
    public static final String USER_KEY = "userKey";
    public static final String WORKER_KEY = "workerKey";
}
