/// A base model's weights as tensors, and how they are written back.
@NullMarked
package dev.hone.trainer.model;

import org.jspecify.annotations.NullMarked;
