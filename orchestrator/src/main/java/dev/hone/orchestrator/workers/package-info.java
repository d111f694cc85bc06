/// The workers that were ever heard of: who holds which name, in what state each is, and which get
/// no work.
@NullMarked
package dev.hone.orchestrator.workers;

import org.jspecify.annotations.NullMarked;
