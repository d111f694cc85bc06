package dev.hone.orchestrator.imports;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/// Fetches over HTTP from one host: its name is resolved once, every address it has must be
/// allowed, and the connection goes to those addresses whatever the name means a moment later. Name
/// and certificate are still checked: only the address is pinned.
final class WebFetcher {
    private static final int OK = 200;

    private final Addresses addresses;
    private final Resolver resolver;
    private final TlsSocketStrategy tls;
    private final Limits limits;

    WebFetcher(Addresses addresses, Resolver resolver, TlsSocketStrategy tls, Limits limits) {
        this.addresses = addresses;
        this.resolver = resolver;
        this.tls = tls;
        this.limits = limits;
    }

    Fetched open(Origin.Web origin) throws IOException {
        var client = client(pinned(origin.host()));
        var deadline = System.nanoTime() + limits.total().toNanos();
        var watchdog = Thread.ofVirtual().start(() -> cut(client));
        try {
            var answer = client.executeOpen(null, new HttpGet(origin.url()), null);
            return fetched(answer, deadline, client, watchdog);
        } catch (IOException failure) {
            end(client, watchdog);
            throw Refused.broken(failure, limits, deadline);
        } catch (RuntimeException failure) {
            end(client, watchdog);
            throw failure;
        }
    }

    private List<InetAddress> pinned(String host) {
        List<InetAddress> found;
        try {
            found = List.of(resolver.resolve(host));
        } catch (UnknownHostException nobody) {
            throw Refused.unknownHost(host);
        }
        if (found.isEmpty()) {
            throw Refused.unknownHost(host);
        }
        if (!found.stream().allMatch(addresses::allow)) {
            throw Refused.notPublic(host);
        }
        return found;
    }

    private CloseableHttpClient client(List<InetAddress> pinned) {
        var connections =
                PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new Pinned(pinned))
                        .setTlsSocketStrategy(tls)
                        .setDefaultConnectionConfig(
                                ConnectionConfig.custom()
                                        .setConnectTimeout(Timeout.of(limits.connect()))
                                        .setSocketTimeout(Timeout.of(limits.stalled()))
                                        .build())
                        .build();
        return HttpClients.custom()
                .setConnectionManager(connections)
                .setDefaultRequestConfig(
                        RequestConfig.custom()
                                .setRedirectsEnabled(false)
                                .setResponseTimeout(Timeout.of(limits.stalled()))
                                .build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent("Hone")
                .build();
    }

    private Fetched fetched(
            ClassicHttpResponse answer, long deadline, CloseableHttpClient client, Thread watchdog)
            throws IOException {
        var status = answer.getCode();
        if (status / 100 == 3) {
            var target = answer.getFirstHeader("Location");
            throw Refused.redirected(status, target == null ? null : target.getValue());
        }
        if (status != OK) {
            throw Refused.answered(status);
        }
        var entity = answer.getEntity();
        var announced = entity == null ? 0 : Math.max(0, entity.getContentLength());
        if (announced > limits.bytes()) {
            throw Refused.tooLarge(limits.bytes());
        }
        var bytes = entity == null ? InputStream.nullInputStream() : entity.getContent();
        return new Fetched(
                announced, new CappedStream(bytes, limits, deadline), () -> end(client, watchdog));
    }

    /// Headers that drip, and whatever else no time-out of a single read catches.
    private void cut(CloseableHttpClient client) {
        try {
            TimeUnit.NANOSECONDS.sleep(limits.total().toNanos());
            client.close(CloseMode.IMMEDIATE);
        } catch (InterruptedException _) {
            // The import has ended; this thread with it.
        }
    }

    private static void end(CloseableHttpClient client, Thread watchdog) {
        watchdog.interrupt();
        client.close(CloseMode.IMMEDIATE);
    }

    private record Pinned(List<InetAddress> addresses) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) {
            return addresses.toArray(InetAddress[]::new);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
