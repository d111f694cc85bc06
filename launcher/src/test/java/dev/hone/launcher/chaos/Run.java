package dev.hone.launcher.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// One schedule, done to a world: its faults one after the other, and beside them every owner.
final class Run {
    private final World world;
    private final Schedule schedule;
    private final String trainingFile;
    private final long begin = System.nanoTime();
    private final List<Fault> injected = new CopyOnWriteArrayList<>();
    private final List<String> notes = new CopyOnWriteArrayList<>();

    /// A job after its owner has said all that there was to say.
    ///
    /// @param taken the last command that was taken
    record Submitted(Order order, String job, Optional<String> taken) {}

    Run(World world, Schedule schedule, String trainingFile) {
        this.world = world;
        this.schedule = schedule;
        this.trainingFile = trainingFile;
    }

    /// Returns when all faults are healed and all owners are answered.
    List<Submitted> perform() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var owners = new ArrayList<Future<Submitted>>();
            for (var number = 0; number < schedule.orders().size(); number++) {
                var order = schedule.orders().get(number);
                var suffix = "s%d-%d".formatted(Math.floorMod(schedule.seed(), 1_000_000), number);
                owners.add(threads.submit(() -> own(order, suffix)));
            }
            disturb();
            var submitted = new ArrayList<Submitted>();
            for (var owner : owners) {
                submitted.add(owner.get());
            }
            return submitted;
        }
    }

    /// The faults that could be injected; others were in the way of the rest.
    List<Fault> injected() {
        return List.copyOf(injected);
    }

    /// What did not go as drawn.
    List<String> notes() {
        return List.copyOf(notes);
    }

    private Submitted own(Order order, String suffix) throws InterruptedException {
        var owner = new Owner(world.client());
        await(order.at());
        var job = owner.submit(Recipe.ALL.get(order.recipe()).body(trainingFile, suffix));
        var begun = Duration.ofNanos(System.nanoTime() - begin);
        var taken = Optional.<String>empty();
        for (var command : order.commands()) {
            await(begun.plus(command.at()));
            if (owner.command(job, command.verb())) {
                taken = Optional.of(command.verb());
            }
        }
        return new Submitted(order, job, taken);
    }

    private record Moment(Duration at, Fault fault, boolean heals) {}

    private void disturb() throws Exception {
        var moments = new ArrayList<Moment>();
        for (var fault : schedule.faults()) {
            moments.add(new Moment(fault.at(), fault, false));
            moments.add(new Moment(fault.end(), fault, true));
        }
        moments.sort(Comparator.comparing(Moment::at));
        for (var moment : moments) {
            await(moment.at());
            act(moment);
        }
        world.heal();
    }

    private void act(Moment moment) throws InterruptedException {
        try {
            if (moment.heals()) {
                moment.fault().heal().run();
            } else {
                moment.fault().inject().run();
                injected.add(moment.fault());
            }
        } catch (InterruptedException interrupted) {
            throw interrupted;
        } catch (Exception inTheWay) {
            notes.add("%s: %s".formatted(moment.fault().name(), inTheWay));
        }
    }

    /// Waits for a moment of the schedule; it is what the schedule says, not what is waited for.
    private void await(Duration moment) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(begin + moment.toNanos() - System.nanoTime());
    }
}
