/** Above all stages: the commands, the progress line and the exit codes. */
@NullMarked
package dev.gridlock.cli;

import org.jspecify.annotations.NullMarked;
