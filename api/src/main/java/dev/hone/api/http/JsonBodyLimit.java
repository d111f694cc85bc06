package dev.hone.api.http;

import dev.hone.orchestrator.streams.CountedStream;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import java.io.InputStream;

/// JSON is parsed into memory, so its size has a limit of its own, far below that of uploads. It
/// counts the bytes that arrive: a `Content-Length` may be absent.
@Provider
final class JsonBodyLimit implements ReaderInterceptor {
    private final Instance<HttpSettings> settings;

    /// The framework makes its interceptors before it reads the configuration.
    JsonBodyLimit(Instance<HttpSettings> settings) {
        this.settings = settings;
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        if (MediaType.APPLICATION_JSON_TYPE.isCompatible(context.getMediaType())) {
            context.setInputStream(new Counted(context.getInputStream(), limit()));
        }
        return context.proceed();
    }

    private long limit() {
        return settings.get().jsonLimit().asLongValue();
    }

    private static final class Counted extends CountedStream {
        private final long limit;
        private long left;

        Counted(InputStream body, long limit) {
            super(body);
            this.limit = limit;
            left = limit;
        }

        @Override
        protected void counted(int bytes) {
            left -= bytes;
            if (left < 0) {
                throw new BodyTooLarge(limit);
            }
        }
    }
}
