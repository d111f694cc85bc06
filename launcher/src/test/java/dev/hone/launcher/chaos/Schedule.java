package dev.hone.launcher.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/// What is done to a world, all drawn from one seed: the jobs, the commands, the faults and their
/// moments. How fast the processes are is not drawn, so a replay is alike, not equal.
record Schedule(long seed, List<Order> orders, List<Fault> faults) {
    private static final int FEWEST_ORDERS = 3;
    private static final int MOST_ORDERS = 5;
    private static final int FEWEST_FAULTS = 2;
    private static final int MOST_FAULTS = 4;
    private static final int FAULTS_WITHIN_MILLIS = 30_000;

    /// More than any recipe has.
    private static final int MOST_INTERVALS = 100;

    /// Of seeds in a row each begins with another kind of fault; others join by chance, none twice.
    static Schedule draw(World world, long seed) {
        var random = new Random(seed);
        var orders = new ArrayList<Order>();
        for (var left = random.nextInt(FEWEST_ORDERS, MOST_ORDERS + 1); left > 0; left--) {
            orders.add(Order.draw(random));
        }
        var kinds = new ArrayList<>(List.of(FaultKind.values()));
        Collections.rotate(kinds, -Math.floorMod(seed, kinds.size()));
        Collections.shuffle(kinds.subList(1, kinds.size()), random);
        var faults = new ArrayList<Fault>();
        for (var kind : kinds.subList(0, random.nextInt(FEWEST_FAULTS, MOST_FAULTS + 1))) {
            var moment = Duration.ofMillis(random.nextInt(FAULTS_WITHIN_MILLIS));
            faults.add(kind.draw(world, random).at(kind, moment));
        }
        faults.sort(Comparator.comparing(Fault::at));
        return new Schedule(seed, List.copyOf(orders), List.copyOf(faults));
    }

    /// In intervals between checkpoints. One, unless the newest is damaged, so that the one before
    /// is gone on from, or the store is full and takes none.
    int mayLose() {
        if (hasOne(FaultKind.STORE_FULL)) {
            return MOST_INTERVALS;
        }
        return hasOne(FaultKind.CHECKPOINT_DAMAGED_AND_WORKER_KILLED) ? 2 : 1;
    }

    private boolean hasOne(FaultKind kind) {
        return faults.stream().anyMatch(fault -> fault.kind() == kind);
    }
}
