/// Native queries that are planned once.
@NullMarked
package dev.hone.orchestrator.sql;

import org.jspecify.annotations.NullMarked;
