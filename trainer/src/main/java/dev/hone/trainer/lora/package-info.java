/// Adapters: their settings, their start values, their files.
@NullMarked
package dev.hone.trainer.lora;

import org.jspecify.annotations.NullMarked;
