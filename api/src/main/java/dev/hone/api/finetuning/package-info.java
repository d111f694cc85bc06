/// Fine-tuning jobs, as the clients of OpenAI know them.
@NullMarked
package dev.hone.api.finetuning;

import org.jspecify.annotations.NullMarked;
