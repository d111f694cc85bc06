package dev.hone.orchestrator.jobs;

import dev.hone.protocol.JobSpec;
import dev.hone.protocol.NamedObject;
import dev.hone.protocol.ObjectRef;
import dev.hone.protocol.Outcome;
import java.util.ArrayList;
import java.util.List;

/// What a success claims to have made, and what is wrong with the claim by itself: objects of
/// another attempt, or a lineage that is not the job's.
final class Claimed {
    private Claimed() {}

    static List<ObjectRef> objects(Outcome.Succeeded outcome) {
        var objects = new ArrayList<ObjectRef>();
        outcome.adapter().files().stream().map(NamedObject::object).forEach(objects::add);
        objects.add(outcome.metrics());
        if (outcome.evaluation() != null) {
            objects.add(outcome.evaluation().report());
        }
        return objects;
    }

    static List<String> faults(JobSpec spec, long token, Outcome.Succeeded outcome) {
        var faults = new ArrayList<>(foreignKeys(spec.jobId(), token, objects(outcome)));
        var lineage = outcome.adapter().lineage();
        compare("lineage.base", spec.base().digest(), lineage.base(), faults);
        compare("lineage.data", spec.training().object().sha256(), lineage.data(), faults);
        // A worker of a release before there was a policy would have learned the rows as they are.
        compare(
                "lineage.personal_data",
                spec.personalData().actions().toString(),
                lineage.personalData().actions().toString(),
                faults);
        return faults;
    }

    /// An attempt writes under its own prefix only.
    static List<String> foreignKeys(String jobId, long token, List<ObjectRef> objects) {
        var prefix = StorePrefix.of(jobId, token);
        return objects.stream()
                .map(ObjectRef::key)
                .filter(key -> !key.startsWith(prefix))
                .map(key -> "key \"%s\" must start with \"%s\"".formatted(key, prefix))
                .toList();
    }

    private static void compare(String name, String right, String given, List<String> faults) {
        if (!right.equals(given)) {
            faults.add("%s must be %s, was %s".formatted(name, right, given));
        }
    }
}
