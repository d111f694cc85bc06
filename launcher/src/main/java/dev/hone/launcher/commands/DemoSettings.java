package dev.hone.launcher.commands;

/// What the demo's job says beside its files. The rest are the defaults of `./hone submit`, which
/// were chosen on `heldout.jsonl`; the demo tells its figure on `test.jsonl`.
final class DemoSettings {
    static final int SEED = 7;

    /// Half of the test's rows: the demo is to be short.
    static final int EVALUATED_ROWS = 200;

    /// The longest expected answer is well below this.
    static final int NEW_TOKENS = 64;

    private DemoSettings() {}
}
