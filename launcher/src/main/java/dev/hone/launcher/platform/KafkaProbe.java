package dev.hone.launcher.platform;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

/// Asks a broker for its API versions: an open port alone does not say that it serves requests.
/// Source: Kafka protocol guide, request header v1 and ApiVersions v0.
final class KafkaProbe {
    private static final int TIMEOUT_MILLIS = 1_000;
    private static final short API_VERSIONS = 18;
    private static final int CORRELATION = 4711;
    private static final int HEADER_BYTES = 10;

    private KafkaProbe() {}

    static boolean answers(int port) {
        var request =
                ByteBuffer.allocate(Integer.BYTES + HEADER_BYTES)
                        .putInt(HEADER_BYTES)
                        .putShort(API_VERSIONS)
                        .putShort((short) 0)
                        .putInt(CORRELATION)
                        .putShort((short) -1) // no client id
                        .array();
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(request);
            var answer = new DataInputStream(socket.getInputStream());
            answer.readInt(); // size
            return answer.readInt() == CORRELATION && answer.readShort() == 0;
        } catch (IOException _) {
            return false;
        }
    }
}
