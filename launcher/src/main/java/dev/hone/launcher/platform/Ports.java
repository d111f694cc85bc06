package dev.hone.launcher.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.random.RandomGenerator;

/// The ports of one running platform, all on the loopback interface.
public record Ports(int controlPlane, int postgresql, int kafka, int kafkaController, int worker) {
    /// Nothing remembered yet.
    static final Ports NONE = new Ports(0, 0, 0, 0, 0);

    // Below the range from which Linux takes the ports of outgoing connections, so that a port
    // remembered from the last start is seldom taken by somebody's client.
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;

    /// Ports that were asked for.
    public record Wanted(OptionalInt controlPlane, OptionalInt postgresql, OptionalInt kafka) {
        public static final Wanted ANY =
                new Wanted(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());
    }

    /// Wanted ports as given, the others as last time where they are free, else random free ones.
    static Ports choose(Wanted wanted, Ports last, Set<PartName> parts, RandomGenerator random)
            throws LaunchException {
        if (parts.contains(PartName.CONTROL_PLANE)) {
            check(wanted.controlPlane(), "--port", "the control plane");
        }
        if (parts.contains(PartName.POSTGRESQL)) {
            check(wanted.postgresql(), "--postgres-port", "PostgreSQL");
        }
        if (parts.contains(PartName.KAFKA)) {
            check(wanted.kafka(), "--kafka-port", "Kafka");
        }
        var taken = new HashSet<Integer>();
        wanted.controlPlane().ifPresent(taken::add);
        wanted.postgresql().ifPresent(taken::add);
        wanted.kafka().ifPresent(taken::add);
        return new Ports(
                pick(wanted.controlPlane(), last.controlPlane, taken, random),
                pick(wanted.postgresql(), last.postgresql, taken, random),
                pick(wanted.kafka(), last.kafka, taken, random),
                pick(OptionalInt.empty(), last.kafkaController, taken, random),
                pick(OptionalInt.empty(), last.worker, taken, random));
    }

    private static void check(OptionalInt port, String option, String part) throws LaunchException {
        if (port.isEmpty() || isFree(port.getAsInt())) {
            return;
        }
        throw new LaunchException(
                "port %d for %s is in use%s: stop that program or give another port with %s"
                        .formatted(
                                port.getAsInt(),
                                part,
                                PortOwner.describe(port.getAsInt()),
                                option));
    }

    private static int pick(
            OptionalInt wanted, int last, Set<Integer> taken, RandomGenerator random) {
        if (wanted.isPresent()) {
            return wanted.getAsInt();
        }
        if (last > 0 && !taken.contains(last) && isFree(last)) {
            taken.add(last);
            return last;
        }
        while (true) {
            var candidate = random.nextInt(LOWEST, HIGHEST);
            if (!taken.contains(candidate) && isFree(candidate)) {
                taken.add(candidate);
                return candidate;
            }
        }
    }

    static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
