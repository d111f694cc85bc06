/// Measures training on this machine, in a process of its own: speed, its bound, memory, latency.
///
/// [dev.hone.trainer.bench.BenchMain] is the only door.
@NullMarked
package dev.hone.trainer.bench;

import org.jspecify.annotations.NullMarked;
