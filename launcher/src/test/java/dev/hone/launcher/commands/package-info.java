@NullMarked
package dev.hone.launcher.commands;

import org.jspecify.annotations.NullMarked;
