package dev.hone.orchestrator.submissions;

import dev.hone.datasets.preflight.FindingCode;
import dev.hone.orchestrator.errors.Fault;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The rules for what a request says by itself, without looking anything up. The limits of
/// metadata, suffix and seed are OpenAI's.
final class RequestRules {
    private static final Pattern SUFFIX = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final int MOST_PAIRS = 16;
    private static final int LONGEST_KEY = 64;
    private static final int LONGEST_VALUE = 512;
    private static final String SUPERVISED = "supervised";

    private RequestRules() {}

    static void check(JobRequest request, List<Fault> faults) {
        if (request.method() != null && !request.method().equals(SUPERVISED)) {
            faults.add(
                    new Fault(
                            "method.type",
                            "method must be \"supervised\", was \"%s\"".formatted(request.method()),
                            "unsupported_method"));
        }
        if (request.suffix() != null && !SUFFIX.matcher(request.suffix()).matches()) {
            faults.add(
                    new Fault(
                            "suffix",
                            "suffix must have 1–64 letters, digits, \".\", \"_\" or \"-\", was \"%s\""
                                    .formatted(request.suffix()),
                            "invalid_suffix"));
        }
        if (request.seed() != null) {
            within("seed", request.seed(), 0, Integer.MAX_VALUE, faults);
        }
        if (request.placement().priority() != null) {
            within("x_hone.priority", request.placement().priority(), -100, 100, faults);
        }
        checkSplit(request, faults);
        checkMetadata(request.metadata(), faults);
        checkFindings("x_hone.preflight.ignore", request.preflight().ignore(), faults);
        checkFindings("x_hone.preflight.refuse", request.preflight().refuse(), faults);
    }

    private static void checkFindings(String param, List<String> codes, List<Fault> faults) {
        for (String code : codes) {
            if (!FindingCode.known().containsKey(code)) {
                faults.add(
                        new Fault(
                                param,
                                "there is no finding \"%s\"; a preflight knows %s"
                                        .formatted(
                                                code,
                                                String.join(", ", FindingCode.known().keySet())),
                                "unknown_finding"));
            }
        }
    }

    private static void checkSplit(JobRequest request, List<Fault> faults) {
        var share = request.validationSplit();
        if (share == null) {
            return;
        }
        if (!(share > 0 && share < 1)) {
            faults.add(
                    new Fault(
                            ValidationSplits.PARAM,
                            "%s must be above 0 and below 1, was %s"
                                    .formatted(ValidationSplits.PARAM, share),
                            "bad_share"));
        }
        if (request.validationFile() != null) {
            faults.add(
                    new Fault(
                            ValidationSplits.PARAM,
                            "%s must be absent where there is a validation_file"
                                    .formatted(ValidationSplits.PARAM),
                            "two_validations"));
        }
    }

    static boolean within(String name, long value, long low, long high, List<Fault> faults) {
        if (value >= low && value <= high) {
            return true;
        }
        faults.add(
                new Fault(
                        name,
                        "%s must be %d–%d, was %d".formatted(name, low, high, value),
                        "out_of_range"));
        return false;
    }

    private static void checkMetadata(Map<String, String> metadata, List<Fault> faults) {
        if (metadata.size() > MOST_PAIRS) {
            faults.add(
                    new Fault(
                            "metadata",
                            "metadata must have at most %d pairs, had %d"
                                    .formatted(MOST_PAIRS, metadata.size()),
                            "invalid_metadata"));
        }
        metadata.forEach((key, value) -> {
            if (key.isEmpty()
                    || key.length() > LONGEST_KEY
                    || value.length() > LONGEST_VALUE
                    || (key + value).indexOf('\0') >= 0) {
                faults.add(
                        new Fault(
                                "metadata." + key,
                                "a metadata key must have 1–%d characters and a value at most %d, none of them NUL"
                                        .formatted(LONGEST_KEY, LONGEST_VALUE),
                                "invalid_metadata"));
            }
        });
    }
}
