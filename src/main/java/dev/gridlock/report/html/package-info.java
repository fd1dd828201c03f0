/** {@code index.html}: one self-contained page, one file a section, listed in {@link dev.gridlock.report.html.Sections}. */
@NullMarked
package dev.gridlock.report.html;

import org.jspecify.annotations.NullMarked;
