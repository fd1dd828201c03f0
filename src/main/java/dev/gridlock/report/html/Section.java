package dev.gridlock.report.html;

/**
 * One section of the page.
 *
 * @param id its anchor, and the name of its template, {@code section/<id>.jte}
 * @param title its heading
 */
public record Section(String id, String title) {

    String template() {
        return "section/" + id + ".jte";
    }

    /** A section with its content as HTML; empty content is not shown. */
    public record Rendered(Section section, String html) {}
}
