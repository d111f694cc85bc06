package dev.hone.orchestrator.imports;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// A server that counts who comes, and answers what a test wants.
final class Listener implements AutoCloseable {
    private final ServerSocket socket;
    private final Answer answer;
    private final AtomicInteger connections = new AtomicInteger();
    private volatile String lastRequest = "";

    interface Answer {
        void write(OutputStream client) throws Exception;
    }

    private Listener(ServerSocket socket, Answer answer) {
        this.socket = socket;
        this.answer = answer;
        Thread.ofVirtual().start(this::serve);
    }

    static Listener on(String address, Answer answer) throws IOException {
        return on(address, 0, answer);
    }

    static Listener on(String address, int port, Answer answer) throws IOException {
        return new Listener(new ServerSocket(port, 16, InetAddress.ofLiteral(address)), answer);
    }

    /// Speaks TLS, with the certificate of `context`.
    static Listener secure(String address, SSLContext context, Answer answer) throws IOException {
        var socket =
                context.getServerSocketFactory()
                        .createServerSocket(0, 16, InetAddress.ofLiteral(address));
        return new Listener(socket, answer);
    }

    static Answer text(String head, String body) {
        return client -> client.write((head + "\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8));
    }

    int port() {
        return socket.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    String lastRequest() {
        return lastRequest;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void serve() {
        while (true) {
            var client = accept();
            if (client == null) {
                return;
            }
            connections.incrementAndGet();
            Thread.ofVirtual().start(() -> serve(client));
        }
    }

    private @Nullable Socket accept() {
        try {
            return socket.accept();
        } catch (IOException closed) {
            return null;
        }
    }

    private void serve(Socket client) {
        try (client) {
            var head = new StringBuilder();
            var bytes = client.getInputStream();
            while (head.indexOf("\r\n\r\n") < 0) {
                var next = bytes.read();
                if (next < 0) {
                    return;
                }
                head.append((char) next);
            }
            lastRequest = head.toString();
            answer.write(client.getOutputStream());
        } catch (Exception gone) {
            // The client has seen enough.
        }
    }
}
