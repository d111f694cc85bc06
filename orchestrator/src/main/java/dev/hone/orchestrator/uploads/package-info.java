/// Uploads in parts: kept as they come, in any order, and made into one file at the end.
@NullMarked
package dev.hone.orchestrator.uploads;

import org.jspecify.annotations.NullMarked;
