/// The platform on one machine: PostgreSQL, Kafka, control plane and worker as supervised
/// processes.
@NullMarked
package dev.hone.launcher.platform;

import org.jspecify.annotations.NullMarked;
