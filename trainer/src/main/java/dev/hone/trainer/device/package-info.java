/// What to train on, in words: for those too who load no native library.
@NullMarked
package dev.hone.trainer.device;

import org.jspecify.annotations.NullMarked;
