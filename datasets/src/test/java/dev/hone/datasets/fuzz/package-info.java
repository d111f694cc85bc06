/// Feeds readers with inputs that are cut, crossed and bent; run as commands, see
/// docs/reference/benchmarks.md.
@NullMarked
package dev.hone.datasets.fuzz;

import org.jspecify.annotations.NullMarked;
