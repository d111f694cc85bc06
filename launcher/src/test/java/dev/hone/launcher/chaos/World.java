package dev.hone.launcher.chaos;

import dev.hone.launcher.client.HoneClient;
import dev.hone.launcher.platform.Cluster;
import dev.hone.launcher.platform.Installation;
import dev.hone.launcher.platform.Member;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// A cluster of two control planes and four workers, and the lines between its members.
final class World implements AutoCloseable {
    static final int WORKERS = 4;
    private static final int CONTROL_PLANES = 2;

    /// The least that a worker accepts; a frozen job is then given up within a schedule.
    private static final String HANG_SECONDS = "30";

    /// A worker and the line by which it reaches the control planes.
    record Site(Member worker, Line line) {}

    /// A control plane and the line by which it reaches the database.
    record Plane(Member member, Line line) {}

    private final Disk disk;
    private final Cluster cluster;
    private final List<Plane> planes = new ArrayList<>();
    private final List<Site> sites = new ArrayList<>();
    private final Line owners;
    private final HoneClient client;

    World(Installation installation, Path directory) throws Exception {
        disk = Disk.at(directory.resolve("store"));
        cluster = new Cluster(installation, directory);
        var ports = new ArrayList<Integer>();
        for (var number = 1; number <= CONTROL_PLANES; number++) {
            var line = new Line(List.of(cluster.databasePort()), 0);
            var port = Cluster.freePort();
            ports.add(port);
            planes.add(
                    new Plane(
                            cluster.controlPlane("control-plane-" + number, port, line.port()),
                            line));
        }
        for (var number = 1; number <= WORKERS; number++) {
            var line = new Line(ports, number);
            var settings = Map.of("threads", "1", "job.hang-seconds", HANG_SECONDS);
            sites.add(new Site(cluster.worker("worker-" + number, line.port(), settings), line));
        }
        owners = new Line(ports, 0);
        client = new HoneClient("http://127.0.0.1:" + owners.port(), cluster.apiKey());
    }

    /// Returns when every member runs and is ready.
    void start() throws Exception {
        for (var member : members().toList()) {
            member.startUntilReady();
        }
    }

    /// Every disturbance ends: what is dead runs again, what is torn is whole.
    void heal() throws Exception {
        disk.free();
        planes.forEach(plane -> plane.line().heal());
        sites.forEach(site -> site.line().heal());
        start();
    }

    /// In the order in which they need each other.
    private Stream<Member> members() {
        return Stream.of(
                        Stream.of(cluster.postgresql(), cluster.kafka()),
                        planes.stream().map(Plane::member),
                        sites.stream().map(Site::worker))
                .flatMap(each -> each);
    }

    Cluster cluster() {
        return cluster;
    }

    Disk disk() {
        return disk;
    }

    /// What the owners of jobs talk to: one control plane after the other.
    HoneClient client() {
        return client;
    }

    List<Plane> planes() {
        return planes;
    }

    Plane plane(RandomGenerator random) {
        return planes.get(random.nextInt(planes.size()));
    }

    List<Site> sites() {
        return sites;
    }

    Site site(RandomGenerator random) {
        return sites.get(random.nextInt(sites.size()));
    }

    /// Where the worker of this name is.
    Site site(String worker) {
        return sites.stream()
                .filter(site -> site.worker().name().equals(worker))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() throws IOException {
        client.close();
        for (var plane : planes) {
            plane.line().close();
        }
        for (var site : sites) {
            site.line().close();
        }
        owners.close();
        cluster.close();
        disk.close();
    }
}
