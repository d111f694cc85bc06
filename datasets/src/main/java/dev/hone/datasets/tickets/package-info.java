/// Hone's own sample data: support tickets composed from phrases by a seeded generator.
@NullMarked
package dev.hone.datasets.tickets;

import org.jspecify.annotations.NullMarked;
