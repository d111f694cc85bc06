/// Files fetched from elsewhere, by an allow-list and under limits.
@NullMarked
package dev.hone.orchestrator.imports;

import org.jspecify.annotations.NullMarked;
