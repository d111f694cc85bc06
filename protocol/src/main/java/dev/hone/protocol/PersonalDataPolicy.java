package dev.hone.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// What a job does with each kind of personal data in its rows; kinds that are absent are not
/// looked for. As JSON an object such as `{"email": "mask", "secret": "reject"}`.
public record PersonalDataPolicy(@JsonValue Map<PersonalDataKind, PersonalDataAction> actions) {
    public static final PersonalDataPolicy NONE = new PersonalDataPolicy(Map.of());

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public PersonalDataPolicy {
        var sorted = new EnumMap<PersonalDataKind, PersonalDataAction>(PersonalDataKind.class);
        sorted.putAll(actions);
        actions = Collections.unmodifiableMap(sorted);
    }

    /// Whether nothing is looked for.
    public boolean isEmpty() {
        return actions.isEmpty();
    }
}
