/// What people see: widths, colours, bars and tables.
@NullMarked
package dev.hone.launcher.terminal;

import org.jspecify.annotations.NullMarked;
