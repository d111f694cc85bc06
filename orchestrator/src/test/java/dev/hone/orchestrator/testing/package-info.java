/// Real parts for tests: a PostgreSQL, a broker, an object store, started for one test run.
@NullMarked
package dev.hone.orchestrator.testing;

import org.jspecify.annotations.NullMarked;
