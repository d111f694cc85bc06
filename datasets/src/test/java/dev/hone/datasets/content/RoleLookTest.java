package dev.hone.datasets.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.datasets.sample.ChatMessage;
import dev.hone.datasets.sample.Sample;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoleLookTest {
    @TempDir Path scratch;

    @Test
    void twoTurnsOfOneSpeakerInARowAreToldWithTheirPlaces() {
        var findings =
                new Surveyed()
                        .train("Where is it?", "On the shelf.")
                        .train(
                                new Sample.Chat(
                                        List.of(
                                                ChatMessage.of("user", "Hello"),
                                                ChatMessage.of("user", "Who is there?"),
                                                ChatMessage.of("assistant", "It is me"))))
                        .findings(scratch);

        assertThat(findings)
                .containsExactly(
                        new ContentFinding(
                                ContentCode.REPEATED_ROLE,
                                ContentFile.TRAINING,
                                1,
                                List.of(new ContentFinding.Place(2, null)),
                                List.of("messages[0] and messages[1] are both of the user"),
                                "rows where one speaker has two turns in a row: 1. User and assistant"
                                        + " should take turns: put both texts into one message, or add the"
                                        + " turn between them"));
    }
}
