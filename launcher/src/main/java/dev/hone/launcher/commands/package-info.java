/// One class per command, and what they share.
@NullMarked
package dev.hone.launcher.commands;

import org.jspecify.annotations.NullMarked;
