package dev.hone.api.auth;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.ConfigValidationException.Problem;
import io.smallrye.config.ConfigValidator;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;

/// Refuses a start without good keys together with whatever else is missing in the configuration,
/// before anything is connected or migrated. Its name stands in META-INF/services.
public final class KeysAtStart implements SmallRyeConfigBuilderCustomizer {
    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        builder.withValidator(new Validator());
    }

    private static final class Validator implements ConfigValidator {
        @Override
        public void validateMapping(Class<?> type, String prefix, Object mapping) {
            if (mapping instanceof AuthSettings settings) {
                refuse(settings);
            }
        }

        private static void refuse(AuthSettings settings) {
            var problems = Keys.faults(settings).stream().map(Problem::new).toArray(Problem[]::new);
            if (problems.length > 0) {
                throw new ConfigValidationException(problems);
            }
        }
    }
}
