/// Who may call what: two keys, two kinds of caller, and nobody else.
@NullMarked
package dev.hone.api.auth;

import org.jspecify.annotations.NullMarked;
