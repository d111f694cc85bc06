/// Which job is next, and when the others will be: decided on plain values, without a database or a
/// clock.
@NullMarked
package dev.hone.orchestrator.scheduling;

import org.jspecify.annotations.NullMarked;
