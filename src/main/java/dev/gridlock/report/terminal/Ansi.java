package dev.gridlock.report.terminal;

/** Colours of a terminal, or none. */
record Ansi(boolean on) {

    String bold(String text) {
        return style("1", text);
    }

    String green(String text) {
        return style("32", text);
    }

    String red(String text) {
        return style("1;31", text);
    }

    String yellow(String text) {
        return style("33", text);
    }

    private String style(String code, String text) {
        return on ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
