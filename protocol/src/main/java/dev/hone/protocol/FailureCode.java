package dev.hone.protocol;

import static dev.hone.protocol.FailureClass.PLATFORM;
import static dev.hone.protocol.FailureClass.POISON;
import static dev.hone.protocol.FailureClass.RESOURCE;
import static dev.hone.protocol.FailureClass.USER;
import static dev.hone.protocol.Retry.BY_HAND;
import static dev.hone.protocol.Retry.NEVER;
import static dev.hone.protocol.Retry.ONCE;
import static dev.hone.protocol.Retry.REPEATEDLY;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The catalogue of failures: every code that a job can fail with, whose move is next, what is
/// behind it, what mends it. Codes are stable: new ones are added, none is renamed or given another
/// meaning. `docs/reference/errors.md` is written from here.
public enum FailureCode {
    // the job's input
    NO_USABLE_ROWS(
            USER,
            NEVER,
            "No row of a file can be trained on.",
            "Mend the rows by the reasons in the message; `hone preflight` tells them beforehand."),
    BASE_UNUSABLE(
            USER,
            NEVER,
            "The base model's directory is not one of the supported kind; the message names every fault.",
            "Import the base again from a complete directory of a supported family."),
    UNUSABLE_TOKENIZER(
            USER,
            NEVER,
            "The base model's tokenizer or its chat template cannot be used.",
            "Import the base again with a tokenizer and a chat template that fit each other."),
    LORA_UNSUPPORTED(
            USER,
            NEVER,
            "The base cannot have the adapter that was asked for: a target module that it does not have, a rank that is too high, or a pattern that matches nothing or twice.",
            "Change the LoRA settings that the message names."),
    LOSS_NOT_FINITE(
            USER,
            NEVER,
            "A loss or the gradient became NaN or infinite; the message names the step and the lines of the rows.",
            "Lower the learning rate, or mend the rows; the checkpoint before that step is kept."),
    PREFLIGHT_FAILED(
            USER,
            NEVER,
            "The look at the rows before the start found what would spoil the training.",
            "Mend the findings in the message, or override them with `--ignore` where they are meant."),
    DEADLINE_EXCEEDED(
            USER,
            NEVER,
            "The job did not end by the deadline that it was given.",
            "Submit it with a later deadline or less to do; its last checkpoint is kept."),
    BUDGET_EXHAUSTED(
            USER,
            NEVER,
            "The job took the worker seconds that it was given.",
            "Submit it with more worker seconds or less to do; its last checkpoint is kept."),

    // memory and room
    OUT_OF_MEMORY(
            RESOURCE,
            ONCE,
            "The job needed more memory than its worker or GPU had: libtorch or the JVM was refused some, or the kernel ended the process for want of it. It is started once more, with calls half as large and the same batch, and fails with the second time.",
            "Lower `max_length` or `batch_size`, or give the worker more memory; `hone plan` predicts what is needed."),
    INSUFFICIENT_MEMORY(
            RESOURCE,
            REPEATEDLY,
            "By the memory plan the job cannot fit, even with one row in a call and activations recomputed; nothing was trained.",
            "Lower `max_length`, take a smaller base, or give a worker of the pool more memory (`job.memory-mib`)."),
    NO_WORKER_FITS(
            RESOURCE,
            BY_HAND,
            "No worker of the pool has nearly the memory that the job needs with the smallest calls there are.",
            "Lower `max_length`, take a smaller base, or give the pool a larger worker; `hone plan` predicts what is needed."),
    HEAP_EXHAUSTED(
            RESOURCE,
            ONCE,
            "The Java heap of the job's process is too small for its rows.",
            "Give jobs a larger heap (`job.java-options=-Xmx…` of the worker), or train on fewer rows."),
    DISK_FULL(
            RESOURCE,
            REPEATEDLY,
            "There is no space left where the worker or its store keeps files.",
            "Free or add space there; the last checkpoint is intact, and the job goes on from it."),

    // the store
    STORE_UNAVAILABLE(
            PLATFORM,
            REPEATEDLY,
            "The object store was not reached, or failed by itself.",
            "Look whether the store runs and the worker's network leads to it."),
    STORE_SLOW(
            PLATFORM,
            REPEATEDLY,
            "The object store did not answer in time, or asked for fewer requests.",
            "Look at the store's load and at the network between it and the worker."),
    STORE_DENIED(
            PLATFORM,
            REPEATEDLY,
            "The object store does not let this platform in, or not at this object.",
            "Check the store's credentials and what they are allowed; for a directory its owner and mode."),
    STORE_REFUSED(
            PLATFORM,
            REPEATEDLY,
            "The object store understood a request and refused it, as for a bucket or a region that is not there.",
            "Check the store's URL, region and endpoint."),
    OBJECT_MISSING(
            PLATFORM,
            REPEATEDLY,
            "An object that the job needs is not in the store.",
            "Put it back from a backup, or upload the file or import the base again, and submit again."),
    OBJECT_CORRUPT(
            PLATFORM,
            REPEATEDLY,
            "The bytes of an object are not those that were written: their SHA-256 differs.",
            "Put the object back from a backup, or upload the file or import the base again, and submit again; look after the store's disks."),
    OBJECT_TAKEN(
            PLATFORM,
            REPEATEDLY,
            "A key under which the job writes holds other bytes already; objects are never overwritten.",
            "Look who else writes into the store; another start writes under keys of its own."),
    STORE_FAILED(
            PLATFORM,
            REPEATEDLY,
            "Reading or writing failed in a way that has no code of its own, in the store or on the worker's disk.",
            "The message and the worker's log have the system's words."),
    FILE_MISSING(
            PLATFORM,
            REPEATEDLY,
            "A file that the job had on its worker's disk is gone.",
            "Let nothing clean up the worker's `work.dir` while it runs; the next start fetches the file again."),
    FILE_DENIED(
            PLATFORM,
            REPEATEDLY,
            "The worker may not read or write a file on its own disk.",
            "Check owner and mode of the worker's `work.dir` and of the temporary directory."),

    // the engine and its process
    DEVICE_MISSING(
            PLATFORM,
            REPEATEDLY,
            "The worker is to train on a GPU, and libtorch sees none.",
            "Check the driver and the CUDA build of libtorch, or set the worker's `device` to `auto` or `cpu`."),
    DEVICE_FAILED(
            PLATFORM,
            REPEATEDLY,
            "The GPU or its driver reported an error.",
            "Look at the driver's log (`dmesg`, `nvidia-smi`); take the worker out of service if it comes again."),
    ENGINE_MISSING(
            PLATFORM,
            REPEATEDLY,
            "libtorch could not be loaded.",
            "Check that the worker's native libraries are complete and of this machine's kind; an emptied `native.dir` is filled again."),
    ENGINE_FAILED(
            PLATFORM,
            REPEATEDLY,
            "libtorch refused an operation.",
            "Report it with the trace in the worker's log."),
    PROCESS_NOT_STARTED(
            PLATFORM,
            REPEATEDLY,
            "The worker could not start a process for the job.",
            "Look at the worker's log: the JDK may be gone, or the machine out of processes or memory."),
    PROCESS_CRASHED(
            PLATFORM,
            REPEATEDLY,
            "The job's process ended without a word: a fault in native code.",
            "Report it with `crash-PID.log` from the worker's `work.dir`."),
    PROCESS_KILLED(
            PLATFORM,
            REPEATEDLY,
            "Somebody ended the job's process with SIGKILL, and it was not the kernel for want of memory.",
            "Look who did: a person, a supervisor, a limit of the machine."),
    HUNG(
            PLATFORM,
            REPEATEDLY,
            "The job's process showed no sign of work for too long.",
            "Look at `hang-PID.log` in the worker's `work.dir`; if a call of the model may take that long, raise `job.hang-seconds`."),
    WORKER_LOST(
            PLATFORM,
            REPEATEDLY,
            "The worker of the job fell silent, or asked for other work.",
            "Look at the worker and at its network; the next start goes on from the last checkpoint."),
    QUARANTINED(
            POISON,
            NEVER,
            "The job broke two workers in the same way: it is the job that breaks them.",
            "Look at what broke them, which the message names; submit it again when that is mended."),

    // the control plane
    ADAPTER_NOT_VERIFIED(
            PLATFORM,
            REPEATEDLY,
            "What a worker delivered is not what the job asked for: an object is missing or damaged, or the lineage is another's.",
            "Look after the store and the worker that the message names."),
    PREFLIGHT_CRASHED(
            PLATFORM,
            BY_HAND,
            "The process that looks at the rows died or could not be started.",
            "Look at the control plane's log; `hone.preflights.heap-mebibytes` gives it more memory."),
    PREFLIGHT_TIMED_OUT(
            PLATFORM,
            BY_HAND,
            "The look at the rows took longer than it may.",
            "Raise `hone.preflights.time-limit`, or train on fewer rows."),
    PREFLIGHT_UNREADABLE(
            PLATFORM,
            BY_HAND,
            "The process that looks at the rows said what is no message.",
            "Report it with the control plane's log."),

    UNEXPECTED(
            PLATFORM,
            REPEATEDLY,
            "Something failed that has no code of its own yet.",
            "The trace is in the worker's log, under the job's id; report it.");

    private static final Map<String, FailureCode> BY_CODE =
            Arrays.stream(values())
                    .collect(Collectors.toMap(FailureCode::code, Function.identity()));

    private final FailureClass failure;
    private final Retry retry;
    private final String cause;
    private final String fix;

    FailureCode(FailureClass failure, Retry retry, String cause, String fix) {
        this.failure = failure;
        this.retry = retry;
        this.cause = cause;
        this.fix = fix;
    }

    /// Empty for a code of another release.
    public static Optional<FailureCode> of(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /// As on the wire, in tables and in documents.
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public FailureClass failure() {
        return failure;
    }

    public Retry retry() {
        return retry;
    }

    /// Whether there is one more attempt and no third.
    public boolean onceMore() {
        return retry == ONCE;
    }

    /// What is behind it, in a sentence.
    public String cause() {
        return cause;
    }

    /// What mends it, in a sentence.
    public String fix() {
        return fix;
    }

    public boolean is(String code) {
        return code().equals(code);
    }

    /// How an attempt ends with it.
    public Outcome.Failed outcome(String message) {
        return new Outcome.Failed(failure, code(), message);
    }
}
