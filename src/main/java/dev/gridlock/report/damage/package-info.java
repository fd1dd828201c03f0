/** Lost, torn and late writes, truck by truck. */
@NullMarked
package dev.gridlock.report.damage;

import org.jspecify.annotations.NullMarked;
