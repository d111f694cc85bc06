@NullMarked
package dev.hone.orchestrator.preflights;

import org.jspecify.annotations.NullMarked;
