package dev.hone.orchestrator.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.protocol.Outage;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class BrokerUnavailableTest {
    @Test
    void aBrokerThatDoesNotLetUsInIsToldFromOneThatIsNotThere() {
        assertThat(outage(new SaslAuthenticationException("wrong password")))
                .isEqualTo(Outage.KAFKA_DENIED);
        assertThat(outage(new ExecutionException(new TopicAuthorizationException("hone.events"))))
                .isEqualTo(Outage.KAFKA_DENIED);
        assertThat(outage(new ExecutionException(new TimeoutException("no answer"))))
                .isEqualTo(Outage.KAFKA_UNAVAILABLE);
        assertThat(new BrokerUnavailable(null).outage()).isEqualTo(Outage.KAFKA_UNAVAILABLE);
    }

    private static Outage outage(Exception cause) {
        return new BrokerUnavailable(cause).outage();
    }
}
