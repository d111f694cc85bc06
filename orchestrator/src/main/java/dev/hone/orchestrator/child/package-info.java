/// Processes that the control plane starts, for what must not live in it.
@NullMarked
package dev.hone.orchestrator.child;

import org.jspecify.annotations.NullMarked;
