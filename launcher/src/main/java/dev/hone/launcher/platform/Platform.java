package dev.hone.launcher.platform;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// A whole Hone on this machine. Closing it stops every part in order.
///
/// ```
/// try (var platform = Platform.start(PlatformOptions.defaults(installation, directory), event -> {})) {
///     var client = HttpClient.newHttpClient(); // platform.url(), platform.keys().apiKey()
/// }
/// ```
public final class Platform implements AutoCloseable {
    private final DataDirectory data;
    private final Consumer<PlatformEvent> events;
    private final Connections connections;
    private final Map<PartName, Supervised> parts = new EnumMap<>(PartName.class);
    private final Map<PartName, ProcessHandle> processes = new EnumMap<>(PartName.class);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean gaveUp;
    private boolean closed;

    private Platform(
            DataDirectory data,
            PlatformOptions options,
            Ports ports,
            Keys keys,
            Consumer<PlatformEvent> events) {
        this.data = data;
        this.events = events;
        connections = Connections.of(options, data, ports, keys);
        for (var name : PartName.values()) {
            if (options.parts().contains(name) && !isExternal(name, options.external())) {
                parts.put(name, new Supervised(part(name, options), data, events, new Recorder()));
            }
        }
    }

    /// Starts what `options` names and returns when all of it is ready.
    ///
    /// @throws LaunchException for a reason that the person at the terminal can mend; then nothing
    ///   is left running
    public static Platform start(PlatformOptions options, Consumer<PlatformEvent> events)
            throws LaunchException, InterruptedException {
        var data = DataDirectory.open(options.dataDirectory(), options.minimumFreeBytes());
        try {
            return start(options, data, events);
        } catch (IOException broken) {
            data.close();
            throw new LaunchException(
                    "the data directory %s cannot be used: %s".formatted(data.path(), broken),
                    broken);
        } catch (LaunchException | InterruptedException | RuntimeException failed) {
            data.close();
            throw failed;
        }
    }

    private static Platform start(
            PlatformOptions options, DataDirectory data, Consumer<PlatformEvent> events)
            throws LaunchException, InterruptedException, IOException {
        var last = PlatformState.read(data.path()).map(PlatformState::ports).orElse(Ports.NONE);
        Leftovers.end(data.path(), events);
        var keys = Keys.loadOrCreate(data.path());
        var ports =
                Ports.choose(options.ports(), last, options.parts(), RandomGenerator.getDefault());
        var platform = new Platform(data, options, ports, keys, events);
        try {
            platform.record();
            platform.startParts();
            return platform;
        } catch (LaunchException | InterruptedException | RuntimeException failed) {
            platform.close();
            throw failed;
        }
    }

    public Path dataDirectory() {
        return data.path();
    }

    /// Where console and API answer, without a trailing slash.
    public String url() {
        return connections.url();
    }

    public Keys keys() {
        return connections.keys();
    }

    public DatabaseAddress database() {
        return connections.database();
    }

    public String kafkaBootstrapServers() {
        return connections.kafka();
    }

    public String storeUrl() {
        return connections.store().store().url();
    }

    /// The processes that run now.
    public Map<PartName, ProcessHandle> processes() {
        synchronized (processes) {
            return Map.copyOf(processes);
        }
    }

    public Path log(PartName part) {
        return data.log(part);
    }

    /// Waits until somebody closes the platform or a part is given up.
    ///
    /// @return false when a part was given up
    public boolean awaitEnd() throws InterruptedException {
        ended.await();
        return !gaveUp;
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        var interrupted = Thread.interrupted(); // stopping in order takes its time all the same
        try {
            for (var name : List.of(PartName.values()).reversed()) {
                var part = parts.get(name);
                if (part != null) {
                    part.stop();
                    forget(name);
                }
            }
            recordEnd();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            data.close();
            ended.countDown();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// PostgreSQL and Kafka side by side; the control plane needs the first, the worker all.
    private void startParts() throws LaunchException, InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var starts = new ArrayList<Future<?>>();
            starts.add(start(threads, List.of(PartName.POSTGRESQL, PartName.CONTROL_PLANE)));
            starts.add(start(threads, List.of(PartName.KAFKA)));
            for (var start : starts) {
                await(start);
            }
            await(start(threads, List.of(PartName.WORKER)));
        }
    }

    private Future<?> start(ExecutorService threads, List<PartName> names) {
        return threads.submit(() -> {
            for (var name : names) {
                var part = parts.get(name);
                if (part != null) {
                    part.start();
                }
            }
            return null;
        });
    }

    private void await(Future<?> start) throws LaunchException, InterruptedException {
        try {
            start.get();
        } catch (ExecutionException failed) {
            close(); // so that the other starts end too
            if (failed.getCause() instanceof LaunchException launch) {
                throw launch;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException cancelled) {
            close();
            throw cancelled;
        }
    }

    private Part part(PartName name, PlatformOptions options) {
        var ports = connections.ports();
        return switch (name) {
            case POSTGRESQL ->
                    new PostgresPart(
                            data,
                            options.cacheDirectory(),
                            ports.postgresql(),
                            connections.keys().databasePassword(),
                            events);
            case KAFKA -> new KafkaPart(options.installation(), data, ports, events);
            case CONTROL_PLANE -> new ControlPlanePart(options.installation(), data, connections);
            case WORKER -> new WorkerPart(options.installation(), data, connections);
        };
    }

    private static boolean isExternal(PartName name, PlatformOptions.External external) {
        return switch (name) {
            case POSTGRESQL -> external.database().isPresent();
            case KAFKA -> external.kafka().isPresent();
            case CONTROL_PLANE, WORKER -> false;
        };
    }

    private void forget(PartName name) {
        synchronized (processes) {
            processes.remove(name);
        }
        record();
    }

    private void record() {
        write(Optional.of(PlatformState.Child.of(ProcessHandle.current())));
    }

    private void recordEnd() {
        write(Optional.empty());
    }

    private void write(Optional<PlatformState.Child> launcher) {
        synchronized (processes) {
            var children = new TreeMap<String, PlatformState.Child>();
            processes.forEach(
                    (name, process) -> children.put(name.id(), PlatformState.Child.of(process)));
            try {
                new PlatformState(url(), launcher, connections.ports(), children)
                        .write(data.path());
            } catch (IOException unwritable) {
                events.accept(
                        new PlatformEvent.Notice(
                                "platform.json could not be written: " + unwritable));
            }
        }
    }

    /// Keeps platform.json true while parts come and go.
    private final class Recorder implements Supervised.Observer {
        @Override
        public void running(PartName part, ProcessHandle process) {
            synchronized (processes) {
                processes.put(part, process);
            }
            record();
        }

        @Override
        public void gaveUp(PartName part) {
            gaveUp = true;
            Thread.ofPlatform().name("give-up").start(Platform.this::close);
        }
    }
}
