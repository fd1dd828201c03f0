/** The pages, by jte: the list of runs, one run, a folder of a run. */
@NullMarked
package dev.gridlock.serve.page;

import org.jspecify.annotations.NullMarked;
