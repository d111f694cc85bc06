package dev.hone.api.openapi;

import dev.hone.api.problem.Problem;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;

/// Says once, for every operation, what a refusal looks like.
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class ProblemInOpenApi implements OASFilter {
    @Override
    public Operation filterOperation(Operation operation) {
        var refusal =
                OASFactory.createAPIResponse()
                        .description("A refusal: what is wrong, every fault of it")
                        .content(
                                OASFactory.createContent()
                                        .addMediaType(
                                                Problem.MEDIA_TYPE,
                                                OASFactory.createMediaType()
                                                        .schema(
                                                                OASFactory.createSchema()
                                                                        .ref("Problem"))));
        // The framework's guess says less than the default does.
        operation.getResponses().removeAPIResponse("400");
        operation.getResponses().addAPIResponse("default", refusal);
        return operation;
    }
}
