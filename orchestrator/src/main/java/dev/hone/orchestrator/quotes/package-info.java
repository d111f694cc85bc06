/// What a job will take before it runs, and how well that was said once it has run.
@NullMarked
package dev.hone.orchestrator.quotes;

import org.jspecify.annotations.NullMarked;
