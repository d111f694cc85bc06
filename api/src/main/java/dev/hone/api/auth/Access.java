package dev.hone.api.auth;

import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;

/// Reads from a resource class whom it is for. As a feature it looks at every resource method while
/// the server starts, so a resource for nobody in particular never serves a request.
@Provider
public final class Access implements DynamicFeature {
    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        of(resource.getResourceClass());
    }

    static Caller of(Class<?> resource) {
        var users = resource.isAnnotationPresent(ForUsers.class);
        var workers = resource.isAnnotationPresent(ForWorkers.class);
        if (users == workers) {
            throw new IllegalStateException(
                    "%s must be annotated with one of @ForUsers and @ForWorkers"
                            .formatted(resource.getName()));
        }
        return users ? Caller.USER : Caller.WORKER;
    }
}
