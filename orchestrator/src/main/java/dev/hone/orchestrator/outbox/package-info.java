/// What must be told to the broker: written with the change it tells of, published afterwards.
@NullMarked
package dev.hone.orchestrator.outbox;

import org.jspecify.annotations.NullMarked;
