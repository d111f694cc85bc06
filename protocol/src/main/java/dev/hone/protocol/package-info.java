/// What control plane and workers say to each other: immutable records with their wire shape in
/// JSON.
@NullMarked
package dev.hone.protocol;

import org.jspecify.annotations.NullMarked;
