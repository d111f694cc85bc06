/// What is known of a job's rows before it runs.
@NullMarked
package dev.hone.orchestrator.preflights;

import org.jspecify.annotations.NullMarked;
