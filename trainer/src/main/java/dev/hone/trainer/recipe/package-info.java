/// Recipes: one class each, the loop visible from resume to the last save.
@NullMarked
package dev.hone.trainer.recipe;

import org.jspecify.annotations.NullMarked;
