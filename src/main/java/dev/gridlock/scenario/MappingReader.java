package dev.gridlock.scenario;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the keys of one block; every mistake goes to the problems, and a value that stands in for the wrong one goes to
 * the caller, so that the rest is read too.
 */
final class MappingReader {

    private static final Pattern TAIL_OF_A_NUMBER = Pattern.compile("\\d{3}");

    private final String path;
    private final Position at;
    private final Yaml.@Nullable Mapping mapping;
    private final boolean broken;
    private final Problems problems;
    private final Set<String> unsound = new HashSet<>();

    /**
     * @param path with dots; empty for the file itself
     * @param at where a missing key is reported
     * @param node the block; absent or empty: all defaults
     */
    MappingReader(String path, Position at, Optional<Yaml> node, Problems problems) {
        this.path = path;
        this.problems = problems;
        Yaml found = node.orElse(null);
        this.at = found == null ? at : found.at();
        this.mapping = found instanceof Yaml.Mapping block ? block : null;
        this.broken = found != null && mapping == null && !found.isEmpty();
        if (found != null && broken) {
            problems.add(
                    found.at(),
                    path + " is not a block of keys",
                    Found.node(found),
                    "{ key: value, … }, or keys indented below it");
        }
    }

    Position at() {
        return at;
    }

    Problems problems() {
        return problems;
    }

    String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** Reports every key that is not among the names. */
    void allow(Collection<String> names) {
        if (mapping == null) {
            return;
        }
        for (Yaml.Entry entry : mapping.entries()) {
            if (!names.contains(entry.key())) {
                String write = TAIL_OF_A_NUMBER.matcher(entry.key()).matches()
                        ? "digits grouped by _, not by a comma, e.g. 50_000"
                        : NearestName.advice(entry.key(), names);
                problems.add(
                        entry.at(), "unknown key " + path(Found.plain(entry.key())), Found.text(entry.key()), write);
            }
        }
    }

    /** A nested block or list, as it stands. */
    Optional<Yaml> child(String name) {
        return mapping == null ? Optional.empty() : mapping.get(name);
    }

    /** The block {@code name} in this one. */
    MappingReader block(String name) {
        return new MappingReader(path(name), at, child(name), problems);
    }

    /** Value of a key, its default, or, where that is a mistake, a stand-in. */
    <T> T read(Key<T> key) {
        Optional<Yaml> node = child(key.name());
        if (node.isEmpty()) {
            if (key.fallback().isEmpty()) {
                unsound.add(key.name());
                if (!broken) {
                    String write =
                            key.name() + ": followed by " + key.quantity().advice();
                    problems.add(at, path(key.name()) + " is missing", "nothing", write);
                }
            }
            return key.fallback().orElseGet(key.quantity()::sample);
        }
        String what;
        Optional<String> list = key.quantity().isList() ? listed(node.get()) : Optional.empty();
        if (list.isPresent()) {
            try {
                return key.quantity().read(list.get());
            } catch (Malformed e) {
                what = e.what();
            }
        } else if (key.quantity().isList()) {
            what = "is not a list of words";
        } else if (!(node.get() instanceof Yaml.Scalar scalar)) {
            what = "is not one value";
        } else if (scalar.isEmpty()) {
            what = "has no value";
        } else {
            try {
                return key.quantity().read(scalar.text());
            } catch (Malformed e) {
                what = e.what();
            }
        }
        unsound.add(key.name());
        problems.add(
                node.get().at(),
                path(key.name()) + " " + what,
                Found.node(node.get()),
                key.quantity().advice());
        return key.fallback().orElseGet(key.quantity()::sample);
    }

    /** The items of a list of plain values, as {@link Words#list} reads them; empty where it is none. */
    private static Optional<String> listed(Yaml node) {
        if (!(node instanceof Yaml.Sequence list) || list.items().isEmpty()) {
            return Optional.empty();
        }
        List<String> items = new ArrayList<>();
        for (Yaml item : list.items()) {
            if (!(item instanceof Yaml.Scalar scalar)) {
                return Optional.empty();
            }
            items.add(scalar.text());
        }
        return Optional.of(String.join(Words.LIST_SEPARATOR, items));
    }

    /** Whether these keys hold what the user meant, so that they may be compared with others. */
    boolean sound(Key<?>... keys) {
        return !broken && List.of(keys).stream().noneMatch(key -> unsound.contains(key.name()));
    }

    /** Where the first of these keys that was written has its value; where the block begins when none was. */
    Position at(Key<?>... keys) {
        return List.of(keys).stream()
                .flatMap(key -> child(key.name()).stream())
                .map(Yaml::at)
                .findFirst()
                .orElse(at);
    }

    boolean has(Key<?> key) {
        return child(key.name()).isPresent();
    }
}
