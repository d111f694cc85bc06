/// The one clock that decides: the database's.
@NullMarked
package dev.hone.orchestrator.clock;

import org.jspecify.annotations.NullMarked;
