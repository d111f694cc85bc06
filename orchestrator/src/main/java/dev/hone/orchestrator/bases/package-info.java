/// Base models that jobs start from.
@NullMarked
package dev.hone.orchestrator.bases;

import org.jspecify.annotations.NullMarked;
