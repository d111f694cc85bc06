@NullMarked
package dev.hone.trainer.bench;

import org.jspecify.annotations.NullMarked;
