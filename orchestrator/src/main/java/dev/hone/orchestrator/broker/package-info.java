/// The way to Kafka: settings, clients, topics.
@NullMarked
package dev.hone.orchestrator.broker;

import org.jspecify.annotations.NullMarked;
