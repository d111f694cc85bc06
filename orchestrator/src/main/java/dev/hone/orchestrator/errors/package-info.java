/// What can go wrong that a caller can mend: values, thrown once, mapped once.
@NullMarked
package dev.hone.orchestrator.errors;

import org.jspecify.annotations.NullMarked;
