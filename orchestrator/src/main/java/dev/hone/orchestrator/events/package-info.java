/// What happens to a job, as its owner reads it; and the consumer of what workers tell.
@NullMarked
package dev.hone.orchestrator.events;

import org.jspecify.annotations.NullMarked;
