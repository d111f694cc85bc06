/// What child processes of the control plane have in common: how they are told, and where they
/// work.
@NullMarked
package dev.hone.datasets.child;

import org.jspecify.annotations.NullMarked;
