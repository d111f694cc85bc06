package dev.hone.orchestrator.jobs;

import dev.hone.orchestrator.workers.Drain;
import java.util.List;

/// What happens to processes while a simulated world is not well.
final class SimTrouble {
    private SimTrouble() {}

    static void begin(
            SimWorld world, List<SimReplica> replicas, List<SimWorker> workers, long trouble) {
        for (var worker : workers) {
            for (int i = 0; i < world.random().within(0, 3); i++) {
                long at = world.random().within(0, trouble);
                switch (world.random().index(3)) {
                    case 0 -> killAndRestart(world, worker, at);
                    case 1 -> freezeAndThaw(world, worker, at);
                    default -> drainAndResume(world, worker.name(), at);
                }
            }
        }
        for (var replica : replicas) {
            if (world.random().chance(0.5)) {
                away(world, replica, world.random().within(0, trouble));
            }
        }
    }

    private static void killAndRestart(SimWorld world, SimWorker worker, long at) {
        world.clock().in(at, worker::kill);
        world.clock().in(at + world.random().within(100, 40_000), worker::restart);
    }

    private static void freezeAndThaw(SimWorld world, SimWorker worker, long at) {
        world.clock().in(at, worker::freeze);
        world.clock().in(at + world.random().within(1_000, 120_000), worker::thaw);
    }

    private static void drainAndResume(SimWorld world, String worker, long at) {
        var drain = world.random().of(List.of(Drain.values()));
        world.clock().in(at, () -> world.roster().drain(worker, drain));
        world.clock()
                .in(at + world.random().within(1_000, 60_000), () -> world.roster().resume(worker));
    }

    private static void away(SimWorld world, SimReplica replica, long at) {
        world.clock().in(at, () -> replica.up(false));
        world.clock().in(at + world.random().within(1_000, 60_000), () -> replica.up(true));
    }
}
