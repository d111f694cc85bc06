/// The object store of this installation, and what is read out of it.
@NullMarked
package dev.hone.orchestrator.store;

import org.jspecify.annotations.NullMarked;
