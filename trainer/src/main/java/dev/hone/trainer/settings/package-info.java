/// Reads what people set, in words that both a worker and the benchmarks use.
@NullMarked
package dev.hone.trainer.settings;

import org.jspecify.annotations.NullMarked;
