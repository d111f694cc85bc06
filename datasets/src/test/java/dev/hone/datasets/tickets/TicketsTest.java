package dev.hone.datasets.tickets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicketsTest {
    private static final Path COMMITTED = Path.of("samples/tickets");

    private final TicketCorpus corpus = TicketCorpus.generate(TicketsMain.COMMITTED_SEED);

    @ParameterizedTest
    @ValueSource(strings = {"train.jsonl", "heldout.jsonl", "test.jsonl", "README.md"})
    void theCommittedFileIsExactlyWhatTheGeneratorWrites(String name) throws IOException {
        var expected = TicketsMain.files(TicketsMain.COMMITTED_SEED).get(name);

        assertThat(Files.readString(COMMITTED.resolve(name))).isEqualTo(expected);
    }

    @Test
    void anotherSeedGivesOtherTickets() {
        assertThat(TicketsMain.files(1)).isNotEqualTo(TicketsMain.files(2));
    }

    @Test
    void noTicketRepeatsOneOfAnEarlierFileOrItsCombinationOfPhrases() {
        var texts = new HashSet<String>();
        Stream.of(corpus.train(), corpus.heldOut(), corpus.test())
                .flatMap(List::stream)
                .forEach(ticket -> assertThat(texts.add(ticket.text())).isTrue());
        var trained = corpus.train().stream().map(Ticket::composition).collect(Collectors.toSet());

        assertThat(corpus.heldOut())
                .extracting(Ticket::composition)
                .doesNotContainAnyElementsOf(trained);
        corpus.heldOut().forEach(ticket -> trained.add(ticket.composition()));
        assertThat(corpus.test())
                .extracting(Ticket::composition)
                .doesNotContainAnyElementsOf(trained);
    }

    @Test
    void everyLineIsAChatWhoseAnswerIsJson() throws IOException {
        var json = new ObjectMapper();
        for (var ticket : corpus.heldOut()) {
            var messages = json.readTree(ticket.toJsonLine()).get("messages");
            var answer = json.readTree(messages.get(1).get("content").asText());

            assertThat(messages.get(0).get("content").asText()).isEqualTo(ticket.text());
            assertThat(answer.get("category").asText()).isEqualTo(ticket.category());
            assertThat(answer.get("urgency").asText()).isEqualTo(ticket.urgency());
            assertThat(answer.get("team").asText()).isEqualTo(ticket.team());
        }
    }

    @Test
    void everyTeamAndUrgencyIsCommonEnoughToBeLearned() {
        assertThat(
                        corpus.train().stream()
                                .collect(
                                        Collectors.groupingBy(Ticket::team, Collectors.counting())))
                .hasSize(14)
                .allSatisfy((_, rows) -> assertThat(rows).isGreaterThan(60));
        assertThat(
                        corpus.train().stream()
                                .collect(
                                        Collectors.groupingBy(
                                                Ticket::urgency, Collectors.counting())))
                .hasSize(4)
                .allSatisfy((_, rows) -> assertThat(rows).isGreaterThan(250));
    }
}
