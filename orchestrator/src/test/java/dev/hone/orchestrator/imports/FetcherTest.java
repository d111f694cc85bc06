package dev.hone.orchestrator.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hone.orchestrator.errors.ApiException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetcherTest {
    private static final Limits LIMITS =
            new Limits(1_000, Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(2));

    private Listener inside = listener("127.0.0.1");
    private final Map<String, ArrayDeque<InetAddress[]>> names = new HashMap<>();
    private final List<String> asked = new ArrayList<>();

    @BeforeEach
    void namesThatLeadInside() {
        for (var name : List.of("localhost", "allowed.test", "a.wild.test", "127.0.0.1")) {
            resolves(name, "127.0.0.1");
        }
    }

    @AfterEach
    void stop() throws IOException {
        inside.close();
    }

    @Test
    void noFormOfAUrlLeadsInside() {
        for (var form : HostileUrls.FORMS) {
            var url = form.replace(":P", ":" + inside.port());
            assertThatThrownBy(() -> fetch(List.of(), url))
                    .as(url)
                    .isInstanceOf(ApiException.class);
        }
        assertThat(HostileUrls.FORMS).hasSizeGreaterThan(80);
        assertThat(inside.connections()).isZero();
    }

    @Test
    void noAddressInsideIsSpokenTo() {
        for (var address : HostileUrls.ADDRESSES) {
            resolves("allowed.test", address);
            refusedAs(url("allowed.test"), address);
        }
        assertThat(inside.connections()).isZero();
    }

    @Test
    void oneAddressInsideAmongPublicOnesIsEnough() {
        resolves("allowed.test", "93.184.216.34", "127.0.0.1");

        refusedAs(url("allowed.test"), "mixed");

        assertThat(inside.connections()).isZero();
    }

    /// The proof that the listener would have been reached.
    @Test
    void aRangeThatTheOperatorAddsIsReached() throws IOException {
        assertThat(fetch(List.of("127.0.0.0/8"), url("a.wild.test"))).isEqualTo("inside");

        assertThat(inside.connections()).isEqualTo(1);
        assertThat(inside.lastRequest())
                .startsWith("GET /data HTTP/1.1")
                .contains("Host: a.wild.test:" + inside.port())
                .doesNotContainIgnoringCase("Authorization", "Cookie", "Accept-Encoding");
    }

    @Test
    void aNameThatIsResolvedAnewIsNotFollowed() throws IOException {
        try (var outside = listener("127.0.0.2", inside.port())) {
            resolves("allowed.test", "127.0.0.2");
            Objects.requireNonNull(names.get("allowed.test"))
                    .add(new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")});

            assertThat(fetch(List.of("127.0.0.2/32"), url("allowed.test"))).isEqualTo("inside");

            assertThat(asked).containsExactly("allowed.test");
            assertThat(outside.connections()).isEqualTo(1);
        }
        assertThat(inside.connections()).isZero();
    }

    @Test
    void aRedirectIsAnErrorThatNamesItsTarget() throws IOException {
        for (var status : List.of(301, 302, 303, 307, 308, 300, 304)) {
            var target = "http://localhost:%d/secret".formatted(inside.port());
            var head =
                    "HTTP/1.1 %d Go\r\nLocation: %s\r\nContent-Length: 0".formatted(status, target);
            try (var outside = Listener.on("127.0.0.2", Listener.text(head, ""))) {
                resolves("allowed.test", "127.0.0.2");

                assertThatThrownBy(() ->
                                fetch(
                                        List.of("127.0.0.2/32"),
                                        "http://allowed.test:%d/".formatted(outside.port()),
                                        "allowed.test:" + outside.port()))
                        .isInstanceOf(ApiException.class)
                        .hasMessageContaining(target);
            }
        }
        assertThat(inside.connections()).isZero();
    }

    /// The certificate is for allowed.test; the same server under another name, or unknown to the
    /// authorities, is nobody to speak to. The positive case shows that nothing else is wrong.
    @Test
    void nameAndCertificateAreCheckedAlthoughTheAddressIsPinned(@TempDir Path directory)
            throws Exception {
        var context = Certificates.forHost("allowed.test", directory.resolve("keys.p12"));
        var answer = Listener.text("HTTP/1.1 200 OK\r\nContent-Length: 6", "secure");
        try (var server = Listener.secure("127.0.0.2", context, answer)) {
            for (var name : List.of("allowed.test", "a.wild.test")) {
                resolves(name, "127.0.0.2");
            }
            var trusting = secureFetcher(server, new DefaultClientTlsStrategy(context));
            var usual = secureFetcher(server, DefaultClientTlsStrategy.createDefault());
            var url = "https://allowed.test:%d/a".formatted(server.port());
            var otherName = "https://a.wild.test:%d/a".formatted(server.port());

            assertThat(read(trusting, url)).isEqualTo("secure");
            assertThatThrownBy(() -> read(trusting, otherName))
                    .isInstanceOf(ApiException.class)
                    .hasMessageContaining("SSLPeerUnverifiedException");
            assertThatThrownBy(() -> read(usual, url))
                    .isInstanceOf(ApiException.class)
                    .hasMessageContaining("SSLHandshakeException");
        }
    }

    @Test
    void whatIsTooLargeIsRefusedWhetherItSaysSoOrNot() {
        var body = "x".repeat(1_001);
        for (var head :
                List.of(
                        "HTTP/1.1 200 OK\r\nContent-Length: 1001",
                        "HTTP/1.1 200 OK\r\nConnection: close")) {
            assertThat(refusal(Listener.text(head, body))).isEqualTo("import_too_large");
        }
    }

    @Test
    void whoIsSilentOrDripsIsLeft() {
        var limits =
                new Limits(
                        1_000,
                        Duration.ofMillis(600),
                        Duration.ofMillis(500),
                        Duration.ofMillis(200));
        var never = new CountDownLatch(1);
        Listener.Answer silent = _ -> never.await();
        Listener.Answer drippingHead = client -> drip(client, "HTTP/1.1 200 OK\r\nX: ", never);
        Listener.Answer drippingBody =
                client -> drip(client, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", never);

        for (var answer : List.of(silent, drippingHead, drippingBody)) {
            assertThat(refusal(answer, limits)).isEqualTo("import_timed_out");
        }
    }

    @Test
    void anAnswerThatIsNotAFileIsRefused() {
        assertThat(refusal(Listener.text("HTTP/1.1 404 No\r\nContent-Length: 0", "")))
                .isEqualTo("import_failed");
        assertThat(refusal(Listener.text("HTTP/1.1 200 OK\r\nContent-Length: 10", "short")))
                .isEqualTo("import_failed");
        assertThat(
                        refusal(client ->
                                client.write("nonsense\r\n\r\n".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("import_failed");
    }

    @Test
    void nothingIsAllowedUntilTheOperatorSaysSo() {
        var nothing = new Fetcher(new AllowList(List.of()), web(List.of(), LIMITS), buckets());

        assertThatThrownBy(() -> nothing.origin("https://data.example.com/a.jsonl"))
                .hasMessage(
                        "Imports from \"data.example.com\" are not allowed here; the operator"
                                + " allows them with hone.imports.allowed");
        assertThatThrownBy(() -> nothing.origin("s3://training/a.jsonl"))
                .hasMessageContaining("\"s3://training\"");
    }

    @Test
    void aSettingThatCannotBeReadIsRefused() {
        assertThatThrownBy(() -> new AllowList(List.of("https://x.test/")))
                .hasMessageContaining("https://x.test/");
        assertThatThrownBy(() -> Addresses.withRanges(List.of("10.0.0.0/33")))
                .hasMessageContaining("10.0.0.0/33");
        assertThatThrownBy(() -> Addresses.withRanges(List.of("intranet/8")))
                .hasMessageContaining("intranet/8");
    }

    @Test
    void publicAddressesAreAllowed() throws Exception {
        for (var address :
                List.of("93.184.216.34", "1.1.1.1", "172.32.0.1", "2606:4700::1111", "2a00::1")) {
            assertThat(new Addresses(List.of()).allow(InetAddress.ofLiteral(address)))
                    .as(address)
                    .isTrue();
        }
    }

    private String refusal(Listener.Answer answer) {
        return refusal(answer, LIMITS);
    }

    private String refusal(Listener.Answer answer, Limits limits) {
        try (var outside = Listener.on("127.0.0.2", answer)) {
            resolves("allowed.test", "127.0.0.2");
            var fetcher =
                    new Fetcher(
                            new AllowList(List.of("allowed.test:" + outside.port())),
                            web(List.of("127.0.0.2/32"), limits),
                            buckets());
            return catchThrowableOfType(
                            ApiException.class,
                            () ->
                                    read(
                                            fetcher,
                                            "http://allowed.test:%d/".formatted(outside.port())))
                    .error()
                    .code();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Fetcher secureFetcher(Listener server, TlsSocketStrategy tls) {
        var ranges = Addresses.withRanges(List.of("127.0.0.2/32"));
        var port = ":" + server.port();
        return new Fetcher(
                new AllowList(List.of("allowed.test" + port, "*.wild.test" + port)),
                new WebFetcher(ranges, this::resolve, tls, LIMITS),
                buckets());
    }

    private void refusedAs(String url, String what) {
        assertThatThrownBy(() -> fetch(List.of(), url))
                .as(what)
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("not public");
    }

    private String url(String host) {
        return "http://%s:%d/data".formatted(host, inside.port());
    }

    private String fetch(List<String> ranges, String url) throws IOException {
        var port = ":" + inside.port();
        return fetch(
                ranges,
                url,
                "allowed.test" + port,
                "*.wild.test" + port,
                "127.0.0.1" + port,
                "localhost" + port,
                "2130706433" + port,
                "0177.0.0.1" + port,
                "0x7f000001" + port,
                "127.1" + port,
                "0.0.0.0" + port,
                "0" + port,
                "localhost." + port,
                "s3://training");
    }

    private String fetch(List<String> ranges, String url, String... allowed) throws IOException {
        return read(
                new Fetcher(new AllowList(List.of(allowed)), web(ranges, LIMITS), buckets()), url);
    }

    private static String read(Fetcher fetcher, String url) throws IOException {
        try (var fetched = fetcher.open(fetcher.origin(url))) {
            return new String(fetched.bytes().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private WebFetcher web(List<String> ranges, Limits limits) {
        return new WebFetcher(
                Addresses.withRanges(ranges),
                this::resolve,
                DefaultClientTlsStrategy.createDefault(),
                limits);
    }

    private InetAddress[] resolve(String host) throws UnknownHostException {
        asked.add(host);
        var answers = names.get(host);
        if (answers == null) {
            throw new UnknownHostException(host);
        }
        return answers.size() > 1 ? answers.remove() : answers.element();
    }

    private void resolves(String name, String... addresses) {
        var found = new InetAddress[addresses.length];
        for (int i = 0; i < found.length; i++) {
            found[i] = InetAddress.ofLiteral(addresses[i]);
        }
        names.put(name, new ArrayDeque<>(List.<InetAddress[]>of(found)));
    }

    private static void drip(OutputStream client, String start, CountDownLatch never)
            throws Exception {
        client.write(start.getBytes(StandardCharsets.UTF_8));
        while (!never.await(50, TimeUnit.MILLISECONDS)) {
            client.write('x');
            client.flush();
        }
    }

    private static Listener listener(String address) {
        return listener(address, 0);
    }

    private static Listener listener(String address, int port) {
        try {
            return Listener.on(
                    address, port, Listener.text("HTTP/1.1 200 OK\r\nContent-Length: 6", "inside"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static BucketFetcher buckets() {
        return new BucketFetcher(
                new ImportsConfig.S3() {
                    @Override
                    public Optional<URI> endpoint() {
                        return Optional.empty();
                    }

                    @Override
                    public Optional<String> region() {
                        return Optional.empty();
                    }

                    @Override
                    public Optional<String> accessKey() {
                        return Optional.empty();
                    }

                    @Override
                    public Optional<String> secretKey() {
                        return Optional.empty();
                    }
                },
                LIMITS);
    }
}
