/// Jobs from submission to their end: the states, the one funnel of transitions, the protocol with
/// workers.
@NullMarked
package dev.hone.orchestrator.jobs;

import org.jspecify.annotations.NullMarked;
