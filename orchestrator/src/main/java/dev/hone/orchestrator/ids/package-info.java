/// Names of things: made here and nowhere else.
@NullMarked
package dev.hone.orchestrator.ids;

import org.jspecify.annotations.NullMarked;
