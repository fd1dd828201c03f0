package dev.gridlock.scenario;

/** Writes blocks, indented by two spaces. */
final class YamlWriter {

    private final StringBuilder out = new StringBuilder();
    private int depth;
    private boolean dash;

    void comment(String text) {
        out.append("# ").append(text).append('\n');
    }

    <T> void write(Key<T> key, T value) {
        line(key.name() + ": " + key.quantity().write(value));
    }

    /** A block or list below a key. */
    void block(String key, Runnable content) {
        line(key + ":");
        indented(content);
    }

    /** A list element that is a block of keys. */
    void item(Runnable content) {
        dash = true;
        indented(content);
        dash = false;
    }

    void line(String text) {
        out.repeat(' ', dash ? 2 * depth - 2 : 2 * depth);
        out.append(dash ? "- " : "").append(text).append('\n');
        dash = false;
    }

    String text() {
        return out.toString();
    }

    private void indented(Runnable content) {
        depth++;
        content.run();
        depth--;
    }
}
