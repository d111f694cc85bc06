/// Who did what: rows that are only ever added.
@NullMarked
package dev.hone.orchestrator.audit;

import org.jspecify.annotations.NullMarked;
