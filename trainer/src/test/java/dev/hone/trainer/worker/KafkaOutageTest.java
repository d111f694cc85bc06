package dev.hone.trainer.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.protocol.Outage;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class KafkaOutageTest {
    @Test
    void aBrokerThatDoesNotLetTheWorkerInIsToldFromOneThatIsNotThere() {
        assertThat(KafkaBell.outage(new SslAuthenticationException("no certificate")))
                .isEqualTo(Outage.KAFKA_DENIED);
        assertThat(KafkaBell.outage(new GroupAuthorizationException("hone-workers-default")))
                .isEqualTo(Outage.KAFKA_DENIED);
        assertThat(KafkaBell.outage(new TimeoutException("no answer")))
                .isEqualTo(Outage.KAFKA_UNAVAILABLE);
    }
}
