package dev.hone.protocol;

import dev.hone.protocol.preflight.PreflightFinding;
import java.util.List;

/// The preflight that let a job run, and what its owner made of the findings.
///
/// @param id of the preflight
/// @param ignore codes of findings that do not block the job
/// @param refuse codes of findings that do, though they are warnings
public record PreflightSpec(String id, List<String> ignore, List<String> refuse) {
    public PreflightSpec {
        Checks.notBlank("preflight", id);
        ignore = List.copyOf(ignore);
        refuse = List.copyOf(refuse);
    }

    /// Whether the job may not run with it.
    public boolean blocks(PreflightFinding finding) {
        return switch (finding.severity()) {
            case ERROR -> !ignore.contains(finding.code());
            case WARNING -> refuse.contains(finding.code());
        };
    }
}
