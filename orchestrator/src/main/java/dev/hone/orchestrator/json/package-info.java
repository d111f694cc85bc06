/// JSON as it stands in tables and on the broker.
@NullMarked
package dev.hone.orchestrator.json;

import org.jspecify.annotations.NullMarked;
