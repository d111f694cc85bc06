@NullMarked
package dev.hone.orchestrator.workers;

import org.jspecify.annotations.NullMarked;
