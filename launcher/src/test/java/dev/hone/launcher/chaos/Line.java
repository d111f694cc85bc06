package dev.hone.launcher.chaos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/// A network between two processes: it passes bytes on, and loses, delays and tears as it is told.
///
/// What a cut line holds back arrives when the line is whole again, as with TCP.
final class Line implements AutoCloseable {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(2);
    private static final int CHUNK = 8 * 1024;

    /// What the line does with what is said on it.
    sealed interface Mood {
        record Whole() implements Mood {}

        /// Nothing arrives, either way.
        record Cut() implements Mood {}

        /// What is asked arrives, what is answered does not.
        record Deaf() implements Mood {}

        record Slow(int bytesPerSecond) implements Mood {}

        record Late(Duration each) implements Mood {}
    }

    /// What happens when a request is on its way, once.
    ///
    /// @param path what the first line of the request holds
    /// @param when whether the request still arrives
    /// @param action must be done before anything else passes
    record Trap(String path, When when, Runnable action) {
        enum When {
            BEFORE_IT_ARRIVES,
            BEFORE_ITS_ANSWER_ARRIVES
        }
    }

    private final ServerSocket entrance;
    private final List<Integer> targets;
    private final AtomicInteger next;
    private final AtomicReference<Mood> mood = new AtomicReference<>(new Mood.Whole());
    private final AtomicReference<Optional<Trap>> trap = new AtomicReference<>(Optional.empty());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /// @param targets ports that a connection may end at; they are taken in turn, one that does not
    ///   answer is passed over
    Line(List<Integer> targets, int first) throws IOException {
        this.targets = List.copyOf(targets);
        this.next = new AtomicInteger(first);
        entrance = new ServerSocket();
        entrance.setReuseAddress(true);
        entrance.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofVirtual().name("line-" + port()).start(this::accept);
    }

    int port() {
        return entrance.getLocalPort();
    }

    void become(Mood next) {
        mood.set(next);
    }

    void heal() {
        trap.set(Optional.empty());
        become(new Mood.Whole());
    }

    /// Ends all connections of this moment with a reset.
    void tear() {
        for (var socket : open) {
            reset(socket);
        }
    }

    void set(Trap next) {
        trap.set(Optional.of(next));
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        heal();
        tear();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                var from = entrance.accept();
                Thread.ofVirtual().start(() -> connect(from));
            } catch (IOException _) {
                return; // the line is closed
            }
        }
    }

    private void connect(Socket from) {
        for (var attempt = 0; attempt < targets.size(); attempt++) {
            var target = targets.get(Math.floorMod(next.getAndIncrement(), targets.size()));
            var to = new Socket();
            try {
                to.connect(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), target),
                        (int) CONNECT_WITHIN.toMillis());
                new Connection(from, to).start();
                return;
            } catch (IOException _) {
                reset(to);
            }
        }
        reset(from);
    }

    /// Both directions of one connection; the end of one is the end of the other.
    private final class Connection {
        private final Socket from;
        private final Socket to;
        private volatile Optional<Trap> atAnswer = Optional.empty();

        Connection(Socket from, Socket to) {
            this.from = from;
            this.to = to;
        }

        void start() {
            open.add(from);
            open.add(to);
            Thread.ofVirtual().start(() -> pump(from, to, this::ask));
            Thread.ofVirtual().start(() -> pump(to, from, this::answer));
        }

        private void pump(Socket source, Socket sink, Passage passage) {
            var chunk = new byte[CHUNK];
            try {
                var in = source.getInputStream();
                var out = sink.getOutputStream();
                for (var read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                    if (!passage.passes(chunk, read)) {
                        break;
                    }
                    out.write(chunk, 0, read);
                }
            } catch (IOException _) {
                // either side has gone; so does the other
            } finally {
                reset(from);
                reset(to);
            }
        }

        private boolean ask(byte[] chunk, int read) {
            var sprung = takeTrap(chunk, read);
            if (sprung.isPresent() && sprung.get().when() == Trap.When.BEFORE_IT_ARRIVES) {
                sprung.get().action().run();
                return false;
            }
            if (sprung.isPresent()) {
                atAnswer = sprung;
            }
            hold(read, true);
            return true;
        }

        private boolean answer(byte[] chunk, int read) {
            if (atAnswer.isPresent()) {
                atAnswer.get().action().run();
                return false;
            }
            hold(read, false);
            return true;
        }
    }

    private interface Passage {
        /// Returns when a chunk may go on; false when the connection ends here.
        boolean passes(byte[] chunk, int read);
    }

    /// Waits as long as the line's mood has this chunk wait.
    private void hold(int bytes, boolean asking) {
        while (stands(asking)) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        switch (mood.get()) {
            case Mood.Slow(var bytesPerSecond) ->
                    LockSupport.parkNanos(
                            Duration.ofSeconds(1).multipliedBy(bytes).toNanos() / bytesPerSecond);
            case Mood.Late(var each) -> LockSupport.parkNanos(each.toNanos());
            case Mood.Whole _, Mood.Cut _, Mood.Deaf _ -> {}
        }
    }

    private boolean stands(boolean asking) {
        return switch (mood.get()) {
            case Mood.Cut _ -> true;
            case Mood.Deaf _ -> !asking;
            case Mood.Whole _, Mood.Slow _, Mood.Late _ -> false;
        };
    }

    /// The trap, if this chunk begins the request that it waits for; nobody else has it then.
    private Optional<Trap> takeTrap(byte[] chunk, int read) {
        var set = trap.get();
        var taken =
                set.filter(waiting -> begins(chunk, read, waiting.path())).isPresent()
                        && trap.compareAndSet(set, Optional.empty());
        return taken ? set : Optional.empty();
    }

    private static boolean begins(byte[] chunk, int read, String path) {
        var text = new String(chunk, 0, read, StandardCharsets.ISO_8859_1);
        var line = text.indexOf('\r');
        return line > 0 && text.startsWith("POST ") && text.substring(0, line).contains(path);
    }

    private void reset(Socket socket) {
        open.remove(socket);
        try {
            socket.setSoLinger(true, 0);
        } catch (SocketException _) {
            // it is closed already
        }
        try {
            socket.close();
        } catch (IOException _) {
            // it is closed all the same
        }
    }
}
