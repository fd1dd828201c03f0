package dev.gridlock.report.chart;

import dev.gridlock.report.figures.RunFigures;
import java.sql.SQLException;
import java.util.List;

/** One kind of picture: what is drawn, from which tables, and the finding that its title states. */
interface Chart {

    /** The pictures of a run: one for all targets, or one a target. */
    List<Picture> draw(Timeline timeline, RunFigures run) throws SQLException;
}
