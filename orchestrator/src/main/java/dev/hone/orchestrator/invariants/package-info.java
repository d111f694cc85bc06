/// What must always hold of the tables, as queries that answer no rows.
@NullMarked
package dev.hone.orchestrator.invariants;

import org.jspecify.annotations.NullMarked;
