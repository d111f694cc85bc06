package dev.hone.orchestrator.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hone.orchestrator.broker.BrokerUnavailable;
import dev.hone.orchestrator.testing.PlatformTest;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RelayTest extends PlatformTest {
    @Inject Relay relay;

    @Test
    void messagesArePublishedOnceAndInOrder() {
        // given
        var first = fixtures.submit();
        var second = fixtures.submit();
        var published = new ArrayList<Message>();

        // when
        var count = relay.publishBatch(published::addAll);
        var again = relay.publishBatch(published::addAll);

        // then
        assertThat(count).isEqualTo(2);
        assertThat(again).isZero();
        assertThat(published).extracting(Message::key).containsExactly(first.id(), second.id());
        assertThat(published.getFirst().payload())
                .isEqualTo("{\"jobId\":\"%s\"}".formatted(first.id()));
    }

    @Test
    void aCrashAfterPublishingPublishesAgain() {
        // given
        var job = fixtures.submit();
        var published = new ArrayList<Message>();
        Publisher crashing =
                messages -> {
                    published.addAll(messages);
                    throw new BrokerUnavailable(null);
                };

        // when
        assertThatThrownBy(() -> relay.publishBatch(crashing))
                .isInstanceOf(BrokerUnavailable.class);
        relay.publishBatch(published::addAll);

        // then
        assertThat(published).extracting(Message::key).containsExactly(job.id(), job.id());
    }

    @Test
    void twoReplicasDoNotPublishTheSameMessage() {
        // given
        fixtures.submit();
        var other = new ArrayList<Integer>();

        // when one replica publishes while another holds the message
        relay.publishBatch(_ -> other.add(publishElsewhere()));

        // then
        assertThat(other).isEqualTo(List.of(0));
    }

    /// In a transaction of its own, as another process would.
    private int publishElsewhere() {
        var published = new ArrayList<Integer>();
        try {
            Thread.ofVirtual().start(() -> published.add(relay.publishBatch(_ -> {}))).join();
        } catch (InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
        return published.getFirst();
    }
}
