/// Streams that are watched while they are read.
@NullMarked
package dev.hone.orchestrator.streams;

import org.jspecify.annotations.NullMarked;
