/** {@code junit.xml}: the gates for a CI system. */
@NullMarked
package dev.gridlock.report.junit;

import org.jspecify.annotations.NullMarked;
