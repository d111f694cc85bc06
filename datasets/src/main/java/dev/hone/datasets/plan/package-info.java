/// What a run will take, by arithmetic on the lengths of its rows and the shape of its base: steps,
/// calls, memory, work. The trainer runs by it, the control plane quotes by it.
@NullMarked
package dev.hone.datasets.plan;

import org.jspecify.annotations.NullMarked;
