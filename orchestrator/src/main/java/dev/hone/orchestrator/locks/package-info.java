/// Locks by name, for what no row stands for yet.
@NullMarked
package dev.hone.orchestrator.locks;

import org.jspecify.annotations.NullMarked;
