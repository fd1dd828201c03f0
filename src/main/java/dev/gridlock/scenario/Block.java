package dev.gridlock.scenario;

import java.util.List;

/**
 * A block of keys, as read, written and documented.
 *
 * @param path of the block in a file, e.g. {@code targets.NAME}
 * @param meaning for the reference
 */
record Block(String path, String meaning, List<Key<?>> keys) {

    List<String> names() {
        return keys.stream().<String>map(Key::name).toList();
    }
}
