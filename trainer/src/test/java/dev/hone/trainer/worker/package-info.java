@NullMarked
package dev.hone.trainer.worker;

import org.jspecify.annotations.NullMarked;
