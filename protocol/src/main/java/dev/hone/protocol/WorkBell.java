package dev.hone.protocol;

/// "There is work": the message on a pool's topic. The job id is a hint, the claim decides.
public record WorkBell(String jobId) {
    public WorkBell {
        Checks.notBlank("jobId", jobId);
    }
}
