@NullMarked
package dev.hone.trainer.job;

import org.jspecify.annotations.NullMarked;
