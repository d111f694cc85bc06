/// Chat templates: a small interpreter for the part of Jinja that model makers use. It knows no
/// host objects, and its steps, depth and output are bounded, since templates come with models.
@NullMarked
package dev.hone.datasets.template;

import org.jspecify.annotations.NullMarked;
