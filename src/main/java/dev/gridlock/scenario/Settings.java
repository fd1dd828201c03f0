package dev.gridlock.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts the {@code --set}s into the tree of the file, before anything is read from it. */
final class Settings {

    private final Setting setting;
    private final Position at;

    private Settings(Setting setting) {
        this.setting = setting;
        this.at = Position.ofSetting(setting);
    }

    /** The tree with all settings, later ones last; a bad one is a problem and changes nothing. */
    static Yaml apply(Yaml root, List<Setting> settings, Problems problems) {
        Yaml tree = root;
        for (Setting setting : settings) {
            tree = new Settings(setting).apply(tree, problems);
        }
        return tree;
    }

    private Yaml apply(Yaml root, Problems problems) {
        List<String> path = List.of(setting.path().split("\\.", -1));
        if (path.stream().anyMatch(String::isEmpty)) {
            problems.add(at, "has no path", Found.text(setting.path()), "keys joined by dots, e.g. fleet.trucks=5_000");
            return root;
        }
        Optional<Yaml> value = YamlTree.ofSetting(setting, problems);
        if (value.isEmpty()) {
            return root;
        }
        try {
            return put(withDefaultTargets(root, path), path, "", value.get());
        } catch (Malformed e) {
            problems.add(at, e.what(), Found.text(setting.path()), "a path of this scenario, e.g. fleet.trucks=5_000");
            return root;
        }
    }

    /** Where the file leaves the targets out, both run; a setting of one must not take the other away. */
    private Yaml withDefaultTargets(Yaml root, List<String> path) {
        if (path.size() < 2 || !path.getFirst().equals("targets")) {
            return root;
        }
        if (!(root instanceof Yaml.Mapping mapping) || mapping.get("targets").isPresent()) {
            return root;
        }
        List<Yaml.Entry> both = TargetsBlock.DEFAULT.stream()
                .map(name -> new Yaml.Entry(at, name, empty()))
                .toList();
        return with(mapping, "targets", new Yaml.Mapping(at, both));
    }

    private Yaml put(Yaml node, List<String> path, String walked, Yaml value) throws Malformed {
        if (path.isEmpty()) {
            return value;
        }
        String step = path.getFirst();
        List<String> rest = path.subList(1, path.size());
        String here = walked.isEmpty() ? step : walked + "." + step;
        return switch (node) {
            case Yaml.Mapping mapping ->
                with(mapping, step, put(mapping.get(step).orElseGet(this::empty), rest, here, value));
            case Yaml.Sequence list -> {
                int index = index(step, list.items().size(), walked);
                List<Yaml> items = new ArrayList<>(list.items());
                items.set(index, put(items.get(index), rest, here, value));
                yield new Yaml.Sequence(list.at(), List.copyOf(items));
            }
            case Yaml.Scalar scalar -> {
                if (!scalar.isEmpty()) {
                    throw new Malformed(walked + " is one value and has no " + step);
                }
                yield put(empty(), path, walked, value);
            }
        };
    }

    private static int index(String step, int size, String list) throws Malformed {
        Optional<Amount> index = step.matches("\\d{1,6}") ? Amount.of(step) : Optional.empty();
        if (index.isEmpty()) {
            throw new Malformed(list + " is a list: its elements have numbers, from 0");
        }
        int number = index.get().number().intValueExact();
        if (number >= size) {
            throw new Malformed(list + " has " + size + (size == 1 ? " element" : " elements") + ", counted from 0");
        }
        return number;
    }

    private Yaml.Mapping with(Yaml.Mapping mapping, String key, Yaml value) {
        List<Yaml.Entry> entries = new ArrayList<>();
        boolean replaced = false;
        for (Yaml.Entry entry : mapping.entries()) {
            boolean same = entry.key().equals(key);
            entries.add(same ? new Yaml.Entry(entry.at(), key, value) : entry);
            replaced |= same;
        }
        if (!replaced) {
            entries.add(new Yaml.Entry(at, key, value));
        }
        return new Yaml.Mapping(mapping.at(), List.copyOf(entries));
    }

    private Yaml.Mapping empty() {
        return new Yaml.Mapping(at, List.of());
    }
}
