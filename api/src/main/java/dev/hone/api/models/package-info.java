/// Base models and adapters: listing, bytes, import.
@NullMarked
package dev.hone.api.models;

import org.jspecify.annotations.NullMarked;
