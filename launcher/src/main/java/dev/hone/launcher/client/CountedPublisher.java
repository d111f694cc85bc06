package dev.hone.launcher.client;

import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.function.LongConsumer;

/// A body that tells how much of it has been handed to the connection.
record CountedPublisher(BodyPublisher body, LongConsumer sent) implements BodyPublisher {
    static BodyPublisher of(BodyPublisher body, LongConsumer sent) {
        return new CountedPublisher(body, sent);
    }

    @Override
    public long contentLength() {
        return body.contentLength();
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> connection) {
        body.subscribe(new Counting(connection, sent));
    }

    private static final class Counting implements Subscriber<ByteBuffer> {
        private final Subscriber<? super ByteBuffer> connection;
        private final LongConsumer sent;
        private long count;

        Counting(Subscriber<? super ByteBuffer> connection, LongConsumer sent) {
            this.connection = connection;
            this.sent = sent;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            connection.onSubscribe(subscription);
        }

        @Override
        public void onNext(ByteBuffer bytes) {
            count += bytes.remaining();
            connection.onNext(bytes);
            sent.accept(count);
        }

        @Override
        public void onError(Throwable failure) {
            connection.onError(failure);
        }

        @Override
        public void onComplete() {
            connection.onComplete();
        }
    }
}
