/// The curves of a job: its metrics with at most so many points, and the thinning of old ones.
@NullMarked
package dev.hone.orchestrator.metrics;

import org.jspecify.annotations.NullMarked;
