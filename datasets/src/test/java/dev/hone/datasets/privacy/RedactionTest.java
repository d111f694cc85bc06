package dev.hone.datasets.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.datasets.sample.ChatMessage;
import dev.hone.datasets.sample.Sample;
import dev.hone.datasets.sample.Tool;
import dev.hone.datasets.sample.ToolCall;
import dev.hone.protocol.PersonalDataAction;
import dev.hone.protocol.PersonalDataKind;
import dev.hone.protocol.PersonalDataPolicy;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RedactionTest {
    private static final String SECRET = "AKIAIOSFODNN7EXAMPLE";
    private static final String[] FOUND = {
        "anna.keller@example.com",
        "DE89 3704 0044 0532 0130 00",
        "GB82WEST12345698765432",
        "4111 1111 1111 1111",
        "378282246310005",
        "+49 30 1234567",
        "(212) 555-0123",
        SECRET,
        "sk-abcdefghijklmnopqrstuvwx",
        "-----BEGIN RSA PRIVATE KEY-----"
    };
    private static final String[] BETWEEN = {
        " ", ".", ",", "@", "-", "/", "+", "", "ab", "7", "\n", "["
    };

    @Test
    void aPlaceholderOfTheKindStandsInThePlaceOfWhatIsMasked() {
        var sample = new Sample.Completion("I am a@b.example", "call +49 30 1234567, " + SECRET);

        assertThat(of(Map.of(PersonalDataKind.EMAIL, PersonalDataAction.MASK)).apply(sample))
                .isEqualTo(
                        new Redacted.Masked(
                                new Sample.Completion(
                                        "I am [EMAIL]", "call +49 30 1234567, " + SECRET),
                                Set.of(PersonalDataKind.EMAIL),
                                Set.of()));
    }

    @Test
    void aRowThatHoldsWhatIsRejectedIsLeftOutWhateverElseItHolds() {
        var policy =
                Map.of(
                        PersonalDataKind.EMAIL,
                        PersonalDataAction.MASK,
                        PersonalDataKind.SECRET,
                        PersonalDataAction.REJECT);

        assertThat(of(policy).apply(new Sample.Text("a@b.example has " + SECRET)))
                .isEqualTo(new Redacted.Rejected(Set.of(PersonalDataKind.SECRET)));
    }

    @Test
    void whatIsReportedStaysAsItIs() {
        var sample = new Sample.Text("a@b.example");

        assertThat(of(Map.of(PersonalDataKind.EMAIL, PersonalDataAction.REPORT)).apply(sample))
                .isEqualTo(new Redacted.Unchanged(sample, Set.of(PersonalDataKind.EMAIL)));
    }

    @Test
    void toolCallsAndToolsAreMaskedToTheirLastValue() {
        var sample =
                new Sample.Chat(
                        List.of(
                                ChatMessage.of(ChatMessage.USER, "pay"),
                                new ChatMessage(
                                        ChatMessage.ASSISTANT,
                                        "",
                                        null,
                                        List.of(
                                                new ToolCall(
                                                        "call-1",
                                                        "pay",
                                                        Map.of(
                                                                "card",
                                                                4111111111111111L,
                                                                "to",
                                                                List.of(
                                                                        Map.of(
                                                                                "a@b.example",
                                                                                true))))),
                                        null)),
                        List.of(new Tool("pay", Map.of("description", "ask a@b.example"))),
                        null);

        var masked = (Redacted.Masked) everything().apply(sample);

        var chat = (Sample.Chat) masked.sample();
        assertThat(chat.messages().getLast().toolCalls().getFirst().arguments())
                .isEqualTo(Map.of("card", "[CARD]", "to", List.of(Map.of("[EMAIL]", true))));
        assertThat(chat.tools().getFirst().definition())
                .isEqualTo(Map.of("description", "ask [EMAIL]"));
        assertThat(masked.masked())
                .containsExactlyInAnyOrder(PersonalDataKind.CARD, PersonalDataKind.EMAIL);
    }

    @Test
    void nothingThatWasFoundIsLeftAfterMasking() {
        var random = new Random(17);
        int changed = 0;
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            for (int part = random.nextInt(1, 6); part > 0; part--) {
                text.append(FOUND[random.nextInt(FOUND.length)])
                        .append(BETWEEN[random.nextInt(BETWEEN.length)]);
            }
            var row = everything().apply(new Sample.Text(text.toString()));
            if (row instanceof Redacted.Masked(Sample.Text(var masked), _, _)) {
                changed++;
                assertThat(SensitiveText.find(masked)).as(text + " -> " + masked).isEmpty();
            }
        }
        assertThat(changed).isGreaterThan(18_000);
    }

    @Test
    void whatOverlapsAKindThatIsOnlyReportedIsMaskedAllTheSame() {
        var policy =
                Map.of(
                        PersonalDataKind.SECRET,
                        PersonalDataAction.REPORT,
                        PersonalDataKind.EMAIL,
                        PersonalDataAction.MASK);

        assertThat(of(policy).apply(new Sample.Text(SECRET + "@example.com")))
                .isEqualTo(
                        new Redacted.Masked(
                                new Sample.Text("[EMAIL]"),
                                Set.of(PersonalDataKind.EMAIL),
                                Set.of(PersonalDataKind.SECRET)));
    }

    private static Redaction everything() {
        var actions = new EnumMap<PersonalDataKind, PersonalDataAction>(PersonalDataKind.class);
        for (PersonalDataKind kind : PersonalDataKind.values()) {
            actions.put(kind, PersonalDataAction.MASK);
        }
        return of(actions);
    }

    private static Redaction of(Map<PersonalDataKind, PersonalDataAction> actions) {
        return new Redaction(new PersonalDataPolicy(actions));
    }
}
