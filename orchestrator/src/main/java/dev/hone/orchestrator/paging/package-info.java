/// Lists that are read a page at a time, by key.
@NullMarked
package dev.hone.orchestrator.paging;

import org.jspecify.annotations.NullMarked;
