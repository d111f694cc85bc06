package dev.hone.orchestrator.submissions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.orchestrator.errors.Fault;
import dev.hone.orchestrator.json.Json;
import dev.hone.protocol.PersonalDataAction;
import dev.hone.protocol.PersonalDataKind;
import dev.hone.protocol.PersonalDataPolicy;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PersonalDataRulesTest {
    private final ArrayList<Fault> faults = new ArrayList<>();

    @Test
    void everyKindHasTheActionThatWasAskedFor() {
        var policy = PersonalDataRules.policy(Map.of("email", "mask", "secret", "reject"), faults);

        assertThat(faults).isEmpty();
        assertThat(policy.actions())
                .isEqualTo(
                        Map.of(
                                PersonalDataKind.EMAIL,
                                PersonalDataAction.MASK,
                                PersonalDataKind.SECRET,
                                PersonalDataAction.REJECT));
    }

    @Test
    void unknownKindsAndActionsAreToldTogetherWithWhatThereIs() {
        PersonalDataRules.policy(Map.of("mail", "mask", "phone", "hide"), faults);

        assertThat(faults)
                .extracting(Fault::message)
                .containsExactlyInAnyOrder(
                        "x_hone.personal_data knows no \"mail\"; there are secret, email, iban, card, phone",
                        "x_hone.personal_data.phone must be one of report, mask, reject, was \"hide\"");
    }

    @Test
    void aPolicyIsAnObjectOfNamesAsJson() {
        var policy = PersonalDataRules.policy(Map.of("email", "mask"), faults);

        assertThat(Json.write(policy)).isEqualTo("{\"email\":\"mask\"}");
        assertThat(Json.read("{\"email\":\"mask\"}", PersonalDataPolicy.class)).isEqualTo(policy);
    }
}
