package dev.hone.launcher.chaos;

import static dev.hone.launcher.chaos.Line.Trap.When.BEFORE_ITS_ANSWER_ARRIVES;
import static dev.hone.launcher.chaos.Line.Trap.When.BEFORE_IT_ARRIVES;

import dev.hone.launcher.chaos.Line.Mood;
import dev.hone.launcher.chaos.Line.Trap;
import dev.hone.launcher.platform.Member;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// What may go wrong with a platform whose processes, disks and networks are not to be trusted.
enum FaultKind {
    WORKER_KILLED {
        @Override
        Drawn draw(World world, RandomGenerator random) {
            return killed(world.site(random).worker(), seconds(random, 0, 15));
        }
    },
    JOB_PROCESS_KILLED {
        @Override
        Drawn draw(World world, RandomGenerator random) {
            return onChildren(world, "job processes are killed", ProcessHandle::destroyForcibly);
        }
    },
    JOB_PROCESS_FROZEN_UNTIL_IT_IS_TAKEN_FOR_HUNG {
        @Override
        Drawn draw(World world, RandomGenerator random) {
            return onChildren(
                    world, "job processes are frozen", child -> signal("STOP", Stream.of(child)));
        }
    },
    WORKER_ENDS_IN_ORDER {
        @Override
        Drawn draw(World world, RandomGenerator random) {
            var worker = world.site(random).worker();
            return new Drawn(
                    worker.name() + " gets SIGTERM",
                    seconds(random, 8, 15),
                    worker::terminate,
                    worker::start);
        }
    },
    WORKER_KILLED_BEFORE_A_CHECKPOINT_IS_TOLD {
        @Override
        Drawn draw(World world, RandomGenerator random) {
            return trapped(world, random, "/checkpoints", BEFORE_IT_ARRIVES);
        }
    },
    WORKER_KILLED_BEFORE_A_CHECKPOINT_IS_ANSWERED {
        @Override
        Drawn draw(World world, RandomGenerator random) {
            return trapped(world, random, "/checkpoints", BEFORE_ITS_ANSWER_ARRIVES);
        }
    },
    WORKER_KILLED_BEFORE_AN_OUTCOME_IS_TOLD {
        @Override
        Drawn draw(World world, RandomGenerator random) {
            return trapped(world, random, "/outcome", BEFORE_IT_ARRIVES);
        }
    },
    WORKER_KILLED_BEFORE_AN_OUTCOME_IS_ANSWERED {
        @Override
        Drawn draw(World world, RandomGenerator random) {
            return trapped(world, random, "/outcome", BEFORE_ITS_ANSWER_ARRIVES);
        }
    },
    WORKER_FROZEN_PAST_ITS_LEASE {
        @Override
        Drawn draw(World world, RandomGenerator random) {
            return frozen(world.site(random).worker(), seconds(random, 35, 60));
        }
    },
    CONTROL_PLANE_KILLED {
        @Override
        Drawn draw(World world, RandomGenerator random) {
            return killed(world.plane(random).member(), seconds(random, 0, 15));
        }
    },
    CONTROL_PLANES_AWAY {
        @Override
        Drawn draw(World world, RandomGenerator random) {
            return new Drawn(
                    "both control planes are killed",
                    seconds(random, 5, 45),
                    () -> {
                        for (var plane : world.planes()) {
                            plane.member().kill();
                        }
                    },
                    () -> {
                        for (var plane : world.planes()) {
                            plane.member().start();
                        }
                    });
        }
    },
    CONTROL_PLANE_FROZEN {
        @Override
        Drawn draw(World world, RandomGenerator random) {
            return frozen(world.plane(random).member(), seconds(random, 5, 45));
        }
    },
    DATABASE_KILLED {
        @Override
        Drawn draw(World world, RandomGenerator random) {
            return killed(world.cluster().postgresql(), Duration.ZERO);
        }
    },
    DATABASE_AWAY {
        @Override
        Drawn draw(World world, RandomGenerator random) {
            return killed(world.cluster().postgresql(), seconds(random, 5, 45));
        }
    },
    BROKER_AWAY {
        @Override
        Drawn draw(World world, RandomGenerator random) {
            return killed(world.cluster().kafka(), seconds(random, 5, 45));
        }
    },
    BROKER_WIPED {
        @Override
        Drawn draw(World world, RandomGenerator random) {
            var cluster = world.cluster();
            return new Drawn(
                    "the broker loses all it has stored",
                    seconds(random, 2, 20),
                    () -> {
                        cluster.kafka().kill();
                        cluster.wipeKafka();
                    },
                    cluster.kafka()::start);
        }
    },
    BELLS_REPEATED {
        @Override
        Drawn draw(World world, RandomGenerator random) {
            return broker(
                    world,
                    "a bell rings a thousand times more",
                    broker -> {
                        for (var bell : broker.newest(Broker.BELLS, 1)) {
                            broker.send(Broker.BELLS, Collections.nCopies(1_000, bell));
                        }
                    });
        }
    },
    EVENTS_REPEATED_OUT_OF_ORDER {
        @Override
        Drawn draw(World world, RandomGenerator random) {
            var seed = random.nextLong();
            return broker(
                    world,
                    "the last events come again, in another order",
                    broker -> broker.repeat(Broker.EVENTS, 500, seed));
        }
    },
    EVENTS_POISONED {
        @Override
        Drawn draw(World world, RandomGenerator random) {
            var poison =
                    List.of(
                            new Broker.Message("ftjob-nobody", "{\"jobId\":"),
                            new Broker.Message("ftjob-nobody", "\u0000\uffff"),
                            new Broker.Message("ftjob-nobody", "[]"));
            return broker(
                    world,
                    "records that are no events stand among them",
                    broker -> broker.send(Broker.EVENTS, poison));
        }
    },
    WORKER_CUT_OFF {
        @Override
        Drawn draw(World world, RandomGenerator random) {
            return disturbed(world, random, new Mood.Cut(), 25, 50);
        }
    },
    WORKER_HEARS_NO_ANSWER {
        @Override
        Drawn draw(World world, RandomGenerator random) {
            return disturbed(world, random, new Mood.Deaf(), 25, 50);
        }
    },
    WORKERS_CONNECTIONS_TORN {
        @Override
        Drawn draw(World world, RandomGenerator random) {
            return new Drawn(
                    "every worker's connections are reset",
                    Duration.ZERO,
                    () -> world.sites().forEach(site -> site.line().tear()),
                    Fault.Act.nothing());
        }
    },
    WORKERS_NETWORK_SLOW {
        @Override
        Drawn draw(World world, RandomGenerator random) {
            return disturbed(world, random, new Mood.Slow(64_000), 20, 40);
        }
    },
    WORKERS_NETWORK_LATE {
        @Override
        Drawn draw(World world, RandomGenerator random) {
            return disturbed(world, random, new Mood.Late(Duration.ofSeconds(3)), 20, 40);
        }
    },
    DATABASE_CUT_OFF_FROM_A_CONTROL_PLANE {
        @Override
        Drawn draw(World world, RandomGenerator random) {
            var plane = world.plane(random);
            return new Drawn(
                    plane.member().name() + " is cut off from the database",
                    seconds(random, 5, 30),
                    () -> plane.line().become(new Mood.Cut()),
                    plane.line()::heal);
        }
    },
    DATABASE_CONNECTIONS_TORN {
        @Override
        Drawn draw(World world, RandomGenerator random) {
            return new Drawn(
                    "every connection to the database is reset",
                    Duration.ZERO,
                    () -> world.planes().forEach(plane -> plane.line().tear()),
                    Fault.Act.nothing());
        }
    },
    CHECKPOINT_DAMAGED_AND_WORKER_KILLED {
        @Override
        Drawn draw(World world, RandomGenerator random) {
            var checkpoints = new Checkpoints(world.cluster());
            return new Drawn(
                    "a byte of the newest checkpoint flips, and its worker is killed",
                    seconds(random, 0, 10),
                    () -> world.site(checkpoints.damageNewest()).worker().kill(),
                    () -> {
                        for (var site : world.sites()) {
                            site.worker().start();
                        }
                    });
        }
    },
    STORE_FULL {
        @Override
        Drawn draw(World world, RandomGenerator random) {
            return new Drawn(
                    "the disk of the object store is full",
                    seconds(random, 3, 20),
                    world.disk()::fill,
                    world.disk()::free);
        }
    },
    WORKER_DRAINED {
        @Override
        Drawn draw(World world, RandomGenerator random) {
            var worker = world.site(random).worker().name();
            var owner = new Owner(world.client());
            return new Drawn(
                    worker + " is drained and hands over its job",
                    seconds(random, 5, 20),
                    () -> owner.drain(worker),
                    () -> owner.resumeWorker(worker));
        }
    };

    /// A fault of this kind whose moment is not known yet.
    record Drawn(String name, Duration lasts, Fault.Act inject, Fault.Act heal) {
        Fault at(FaultKind kind, Duration moment) {
            return new Fault(kind, name, moment, lasts, inject, heal);
        }
    }

    private interface WithBroker {
        void run(Broker broker) throws Exception;
    }

    private interface WithChild {
        void run(ProcessHandle child) throws Exception;
    }

    abstract Drawn draw(World world, RandomGenerator random);

    private static Drawn killed(Member member, Duration lasts) {
        return new Drawn(member.name() + " is killed", lasts, member::kill, member::start);
    }

    private static Drawn frozen(Member member, Duration lasts) {
        return new Drawn(member.name() + " is frozen", lasts, member::freeze, member::thaw);
    }

    private static Drawn disturbed(
            World world, RandomGenerator random, Mood mood, int least, int most) {
        var site = world.site(random);
        return new Drawn(
                "the network of %s is %s".formatted(site.worker().name(), mood),
                seconds(random, least, most),
                () -> site.line().become(mood),
                site.line()::heal);
    }

    /// Whichever worker says this first dies of it.
    private static Drawn trapped(World world, RandomGenerator random, String path, Trap.When when) {
        return new Drawn(
                "a worker that says %s is killed %s".formatted(path, when),
                seconds(random, 20, 40),
                () -> {
                    for (var site : world.sites()) {
                        site.line().set(new Trap(path, when, site.worker()::kill));
                    }
                },
                () -> {
                    for (var site : world.sites()) {
                        site.line().heal();
                        site.worker().start();
                    }
                });
    }

    private static Drawn onChildren(World world, String name, WithChild act) {
        return new Drawn(
                name,
                Duration.ZERO,
                () -> {
                    for (var site : world.sites()) {
                        var child = site.worker().child();
                        if (child.isPresent()) {
                            act.run(child.get());
                        }
                    }
                },
                Fault.Act.nothing());
    }

    private static Drawn broker(World world, String name, WithBroker act) {
        return new Drawn(
                name,
                Duration.ZERO,
                () -> {
                    try (var broker = new Broker(world.cluster().kafkaBootstrapServers())) {
                        act.run(broker);
                    }
                },
                Fault.Act.nothing());
    }

    private static void signal(String signal, Stream<ProcessHandle> processes) throws Exception {
        Member.signal(signal, processes);
    }

    private static Duration seconds(RandomGenerator random, int least, int most) {
        return Duration.ofMillis(random.nextLong(least * 1_000L, most * 1_000L + 1));
    }
}
