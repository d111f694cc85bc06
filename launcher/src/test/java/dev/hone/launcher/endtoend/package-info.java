/// The whole way, with every part real: upload, job, broker, worker, adapter, registry.
@NullMarked
package dev.hone.launcher.endtoend;

import org.jspecify.annotations.NullMarked;
