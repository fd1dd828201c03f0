/** What the reports folder holds: runs, their states and figures, whatever shape their files are in. */
@NullMarked
package dev.gridlock.serve.runs;

import org.jspecify.annotations.NullMarked;
