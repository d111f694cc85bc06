/// What a worker asks and tells; its bodies are the records of the protocol.
@NullMarked
package dev.hone.api.workers;

import org.jspecify.annotations.NullMarked;
