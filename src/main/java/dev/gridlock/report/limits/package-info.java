/** What the run cost the machine: memory, row versions, disk. */
@NullMarked
package dev.gridlock.report.limits;

import org.jspecify.annotations.NullMarked;
