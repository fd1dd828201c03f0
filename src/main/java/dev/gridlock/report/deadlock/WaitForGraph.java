package dev.gridlock.report.deadlock;

import java.util.List;
import java.util.Locale;

/** Draws who waits for whom as SVG: the processes on a circle, an arrow from each to the one in its way. */
public final class WaitForGraph {

    private static final int WIDTH = 500;
    private static final int RADIUS_X = 140;
    private static final int MOST = 8;

    private WaitForGraph() {}

    /** The {@code <svg>} element; empty where the cycle could not be read or is too long to be drawn. */
    public static String svg(Shape shape, String id) {
        List<Actor> actors = shape.cast().actors();
        int n = actors.size();
        if (n < 2 || n > MOST) {
            return "";
        }
        int radiusY = n == 2 ? 0 : n < 5 ? 112 : 165;
        int height = n == 2 ? 210 : 2 * radiusY + 110;
        int centreY = height / 2;
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\" class=\"graph\">",
                WIDTH,
                height,
                escaped(words(actors))));
        svg.append(
                "<defs><marker id=\"%s-head\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"8\" markerHeight=\"8\" orient=\"auto-start-reverse\"><path class=\"head\" d=\"M0 0 10 5 0 10z\"/></marker></defs>"
                        .formatted(id));
        double[][] at = new double[n][];
        for (int i = 0; i < n; i++) {
            double angle = n == 2 ? Math.PI * (1 - i) : -Math.PI / 2 + 2 * Math.PI * i / n;
            at[i] = new double[] {WIDTH / 2.0 + RADIUS_X * Math.cos(angle), centreY + radiusY * Math.sin(angle)};
        }
        for (int i = 0; i < n; i++) {
            edge(svg, actors.get(i), at[i], at[(i + 1) % n], n, centreY, id);
        }
        for (int i = 0; i < n; i++) {
            node(svg, actors.get(i), at[i]);
        }
        return svg.append("</svg>").toString();
    }

    private static void edge(
            StringBuilder svg, Actor actor, double[] from, double[] to, int n, int centreY, String id) {
        double dx = to[0] - from[0];
        double dy = to[1] - from[1];
        // Bent outwards: two arrows of a pair must not lie on each other.
        double bend = n == 2 ? 0.34 : 0.12;
        double controlX = (from[0] + to[0]) / 2 + bend * dy;
        double controlY = (from[1] + to[1]) / 2 - bend * dx;
        double[] start = edgeOfNode(from, controlX, controlY);
        double[] end = edgeOfNode(to, controlX, controlY);
        svg.append(String.format(
                Locale.ROOT,
                "<path class=\"edge\" marker-end=\"url(#%s-head)\" d=\"M%.1f %.1fQ%.1f %.1f %.1f %.1f\"/>",
                id,
                start[0],
                start[1],
                controlX,
                controlY,
                end[0],
                end[1]));
        double middleX = (start[0] + end[0]) / 4 + controlX / 2;
        double middleY = (start[1] + end[1]) / 4 + controlY / 2;
        String object = actor.edge().object().replaceAll(" of relation.*", "");
        String wanted = actor.wants().map(segment -> "segment " + segment).orElse("");
        List<Label> lines = n > 4
                ? List.of(new Label("small", wanted.isEmpty() ? object : wanted))
                : List.of(
                        new Label("label", wanted.isEmpty() ? actor.edge().mode() : "wants " + wanted),
                        new Label("small", object));
        // Outside of the circle, where neither the arrow nor a node is.
        double outX = (middleX - WIDTH / 2.0) / RADIUS_X;
        double top = Math.abs(outX) > 0.3
                ? middleY + 4 - 8 * (lines.size() - 1)
                : middleY <= centreY ? middleY - 8 - 16 * (lines.size() - 1) : middleY + 20;
        double x = Math.abs(outX) > 0.3 ? middleX + Math.signum(outX) * 9 : middleX;
        String side = Math.abs(outX) <= 0.3 ? "" : outX > 0 ? " right" : " left";
        for (int line = 0; line < lines.size(); line++) {
            svg.append(text(
                    lines.get(line).kind() + side,
                    x,
                    top + 16 * line,
                    lines.get(line).words()));
        }
    }

    private record Label(String kind, String words) {}

    private static void node(StringBuilder svg, Actor actor, double[] at) {
        svg.append(String.format(
                Locale.ROOT,
                "<rect class=\"node%s\" x=\"%.1f\" y=\"%.1f\" width=\"104\" height=\"46\" rx=\"8\"/>",
                actor.victim() ? " victim" : "",
                at[0] - 52,
                at[1] - 23));
        svg.append(text("label", at[0], at[1] - 4, actor.letter() + (actor.victim() ? ": victim" : "")));
        String who = actor.truck()
                .map(truck -> "truck " + truck.truckId())
                .orElse("process " + actor.edge().process());
        svg.append(text("small", at[0], at[1] + 13, who));
    }

    /** Where a line from the middle of a node towards a point leaves it, and a little further. */
    private static double[] edgeOfNode(double[] from, double x, double y) {
        double dx = x - from[0];
        double dy = y - from[1];
        double length = Math.max(1, Math.hypot(dx, dy));
        double out = Math.min(52 / Math.max(1e-6, Math.abs(dx / length)), 23 / Math.max(1e-6, Math.abs(dy / length)));
        return new double[] {from[0] + dx / length * (out + 4), from[1] + dy / length * (out + 4)};
    }

    private static String text(String kind, double x, double y, String words) {
        return String.format(
                Locale.ROOT, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>", kind, x, y, escaped(words));
    }

    private static String words(List<Actor> actors) {
        StringBuilder words = new StringBuilder("Wait-for graph.");
        for (Actor actor : actors) {
            Actor next = actors.get((actors.indexOf(actor) + 1) % actors.size());
            words.append(" ")
                    .append(actor.letter())
                    .append(actor.victim() ? ", the victim," : "")
                    .append(" waits for ")
                    .append(next.letter())
                    .append(actor.wants()
                            .map(segment -> " for segment " + segment)
                            .orElse(""))
                    .append('.');
        }
        return words.toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
