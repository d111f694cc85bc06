/// Work that goes on without a request: loops with an orderly end.
@NullMarked
package dev.hone.orchestrator.background;

import org.jspecify.annotations.NullMarked;
