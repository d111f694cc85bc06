/// The registry of finished adapters.
@NullMarked
package dev.hone.orchestrator.adapters;

import org.jspecify.annotations.NullMarked;
