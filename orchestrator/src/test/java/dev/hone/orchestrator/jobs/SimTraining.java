package dev.hone.orchestrator.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hone.protocol.AdapterManifest;
import dev.hone.protocol.CheckpointManifest;
import dev.hone.protocol.Claim;
import dev.hone.protocol.Lineage;
import dev.hone.protocol.NamedObject;
import dev.hone.protocol.Outcome;
import java.util.List;
import java.util.Optional;

/// A training that only counts, but by which every lost or repeated step can be seen: its state is
/// a hash over the steps that led to it, as an adapter's weights are.
final class SimTraining {
    private static final String DIGEST = "0".repeat(64);

    private final Claim claim;
    private int step;
    private long state;

    /// Goes on where the claim says, from the first of its checkpoints that is still there.
    SimTraining(Claim claim, SimStore store) {
        this.claim = claim;
        this.state = claim.spec().seed();
        usable(claim, store).ifPresent(from -> goOn(from, store));
    }

    static Optional<CheckpointManifest> usable(Claim claim, SimStore store) {
        return claim.checkpoints().stream()
                .filter(manifest -> store.size(key(manifest)).isPresent())
                .findFirst();
    }

    private void goOn(CheckpointManifest from, SimStore store) {
        var kept = new String(store.bytes(key(from)), UTF_8).split(" ", 2);
        step = Integer.parseInt(kept[0]);
        state = Long.parseLong(kept[1]);
        SimInvariants.require(
                step == from.step(), 13, "a checkpoint holds another step: " + key(from));
    }

    private static String key(CheckpointManifest manifest) {
        return manifest.files().getFirst().object().key();
    }

    int step() {
        return step;
    }

    void advance() {
        step++;
        state = after(state, step);
    }

    CheckpointManifest checkpoint(SimStore store) {
        var object =
                store.put(
                        claim.storePrefix() + "checkpoints/step-" + step,
                        "%d %d".formatted(step, state).getBytes(UTF_8));
        return new CheckpointManifest(step, 1, 1, List.of(new NamedObject("state", object)));
    }

    Outcome.Succeeded success(SimStore store, String worker) {
        var weights = store.put(claim.storePrefix() + "adapter", adapter(state));
        var metrics = store.put(claim.storePrefix() + "metrics", adapter(step));
        return new Outcome.Succeeded(
                new AdapterManifest(
                        List.of(new NamedObject("adapter_model.safetensors", weights)),
                        new Lineage(DIGEST, DIGEST, DIGEST, DIGEST, DIGEST, "0.1", worker)),
                step,
                step,
                0.5,
                metrics,
                null,
                null);
    }

    /// What a run has to end with that nothing ever disturbed.
    static byte[] undisturbed(long seed, int steps) {
        long state = seed;
        for (int step = 1; step <= steps; step++) {
            state = after(state, step);
        }
        return adapter(state);
    }

    private static byte[] adapter(long state) {
        return Long.toHexString(state).getBytes(UTF_8);
    }

    private static long after(long state, int step) {
        long mixed = (state ^ step) * 0x9E3779B97F4A7C15L;
        return mixed ^ (mixed >>> 29);
    }
}
