/// What workers ask and tell, in the records of the protocol, and how operators handle workers.
@NullMarked
package dev.hone.api.workers;

import org.jspecify.annotations.NullMarked;
