/// List envelopes and the two parameters that page them.
@NullMarked
package dev.hone.api.paging;

import org.jspecify.annotations.NullMarked;
