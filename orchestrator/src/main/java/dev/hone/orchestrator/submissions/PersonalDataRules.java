package dev.hone.orchestrator.submissions;

import dev.hone.orchestrator.errors.Fault;
import dev.hone.protocol.PersonalDataAction;
import dev.hone.protocol.PersonalDataKind;
import dev.hone.protocol.PersonalDataPolicy;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads what a request wants done with personal data.
final class PersonalDataRules {
    private static final String NAME = "x_hone.personal_data";

    private PersonalDataRules() {}

    /// What is wrong is left out and told.
    static PersonalDataPolicy policy(Map<String, String> request, List<Fault> faults) {
        var actions = new EnumMap<PersonalDataKind, PersonalDataAction>(PersonalDataKind.class);
        request.forEach((kind, action) -> {
            var known = named(PersonalDataKind.values(), kind);
            var wanted = named(PersonalDataAction.values(), action);
            if (known.isEmpty()) {
                faults.add(
                        new Fault(
                                NAME + "." + kind,
                                "%s knows no \"%s\"; there are %s"
                                        .formatted(NAME, kind, names(PersonalDataKind.values())),
                                "unknown_personal_data"));
            }
            if (wanted.isEmpty()) {
                faults.add(
                        new Fault(
                                NAME + "." + kind,
                                "%s.%s must be one of %s, was \"%s\""
                                        .formatted(
                                                NAME,
                                                kind,
                                                names(PersonalDataAction.values()),
                                                action),
                                "unknown_personal_data_action"));
            }
            if (known.isPresent() && wanted.isPresent()) {
                actions.put(known.get(), wanted.get());
            }
        });
        return new PersonalDataPolicy(actions);
    }

    private static <T extends Enum<T>> Optional<T> named(T[] values, String name) {
        return Stream.of(values).filter(value -> lower(value).equals(name)).findFirst();
    }

    private static String names(Enum<?>[] values) {
        return Stream.of(values).map(PersonalDataRules::lower).collect(Collectors.joining(", "));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
