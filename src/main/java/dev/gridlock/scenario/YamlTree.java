package dev.gridlock.scenario;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;

/**
 * Text to {@link Yaml}.
 *
 * <p>Built from parser events, not from composed nodes: an alias is refused where it stands and the depth is limited
 * before anything is built, so a YAML bomb costs nothing.
 */
final class YamlTree {

    /** Deeper than any of our files; shallow enough for any call stack. */
    static final int DEEPEST = 20;

    private final Function<Mark, Position> position;
    private final Iterator<Event> events;
    private final Document document;
    private final Problems problems;

    private YamlTree(Function<Mark, Position> position, Iterator<Event> events, Document document, Problems problems) {
        this.position = position;
        this.events = events;
        this.document = document;
        this.problems = problems;
    }

    /** The keys of a file; empty when it cannot be read at all, and the problem says why. */
    static Optional<Yaml> ofFile(String file, String text, Document document, Problems problems) {
        Optional<Yaml> root =
                read(mark -> new Position(file, mark.getLine() + 1, mark.getColumn() + 1), text, document, problems);
        if (root.isPresent() && !(root.get() instanceof Yaml.Mapping)) {
            Yaml found = root.get();
            problems.add(
                    found.at(),
                    "the " + document.noun() + " is not a block of keys",
                    Found.node(found),
                    document.keys());
            return Optional.empty();
        }
        return root;
    }

    /** The value of a setting; empty when it is no YAML. */
    static Optional<Yaml> ofSetting(Setting setting, Problems problems) {
        Position at = Position.ofSetting(setting);
        if (setting.value().isEmpty()) {
            return Optional.of(new Yaml.Scalar(at, "", 0));
        }
        return read(_ -> at, setting.value(), Document.SCENARIO, problems);
    }

    private static Optional<Yaml> read(
            Function<Mark, Position> position, String text, Document document, Problems problems) {
        LoadSettings settings = LoadSettings.builder().setUseMarks(true).build();
        try {
            Iterator<Event> events = new Parse(settings).parseString(text).iterator();
            return Optional.of(new YamlTree(position, events, document, problems).root());
        } catch (Refused refused) {
            problems.add(refused.at, refused.what, refused.found, refused.write);
        } catch (MarkedYamlEngineException e) {
            Mark mark = e.getProblemMark().or(e::getContextMark).orElse(start());
            YamlSyntax.explain(e, mark, position.apply(mark), text, problems);
        } catch (ReaderException e) {
            Position at = position.apply(mark(text, e.getPosition()));
            problems.add(
                    at,
                    "not YAML: a character that text cannot hold",
                    String.format(Locale.ROOT, "U+%04X", e.getCodePoint()),
                    "the file as UTF-8 text without it");
        }
        return Optional.empty();
    }

    private Yaml root() {
        events.next();
        Event first = events.next();
        if (first instanceof StreamEndEvent) {
            throw empty(position.apply(start()));
        }
        Yaml root = node(events.next(), 0);
        if (root.isEmpty()) {
            throw empty(position.apply(start()));
        }
        events.next();
        Event next = events.next();
        if (next instanceof DocumentStartEvent) {
            throw new Refused(at(next), "a second document", "---", "one " + document.noun() + " a file");
        }
        return root;
    }

    private Yaml node(Event event, int depth) {
        Position at = at(event);
        if (event instanceof AliasEvent alias) {
            throw new Refused(
                    at,
                    "an alias, which " + document.noun() + "s do not have",
                    "*" + alias.getAlias(),
                    "the value itself");
        }
        if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            throw new Refused(
                    at,
                    "an anchor, which " + document.noun() + "s do not have",
                    "&" + node.getAnchor().get(),
                    "the value without it");
        }
        if (depth > DEEPEST) {
            throw new Refused(at, "nested too deep", "level " + depth, "at most " + DEEPEST + " levels");
        }
        return switch (event) {
            case ScalarEvent scalar -> scalar(scalar, at);
            case SequenceStartEvent _ -> sequence(at, depth);
            case MappingStartEvent _ -> mapping(at, depth);
            default -> throw new IllegalStateException("unexpected YAML event " + event);
        };
    }

    private Yaml.Scalar scalar(ScalarEvent event, Position at) {
        String text = event.getValue();
        event.getTag().ifPresent(tag -> {
            throw new Refused(
                    at, "a tag, which " + document.noun() + "s do not have", Found.text(tag), "the value without it");
        });
        int quote = event.isPlain() ? 0 : 1;
        int width = event.getEndMark().map(Mark::getIndex).orElse(0)
                - event.getStartMark().map(Mark::getIndex).orElse(0);
        boolean asWritten = width == text.codePointCount(0, text.length()) + 2 * quote;
        return new Yaml.Scalar(at, text, asWritten ? quote : -1);
    }

    private Yaml.Sequence sequence(Position at, int depth) {
        List<Yaml> items = new ArrayList<>();
        for (Event event = events.next(); !(event instanceof SequenceEndEvent); event = events.next()) {
            items.add(node(event, depth + 1));
        }
        return new Yaml.Sequence(at, List.copyOf(items));
    }

    private Yaml.Mapping mapping(Position at, int depth) {
        List<Yaml.Entry> entries = new ArrayList<>();
        Map<String, Position> seen = new HashMap<>();
        for (Event event = events.next(); !(event instanceof MappingEndEvent); event = events.next()) {
            Yaml key = node(event, depth + 1);
            if (!(key instanceof Yaml.Scalar name)) {
                throw new Refused(key.at(), "a key that is not text", Found.node(key), "a name, then a colon");
            }
            Yaml value = node(events.next(), depth + 1);
            Position before = seen.putIfAbsent(name.text(), name.at());
            if (before == null) {
                entries.add(new Yaml.Entry(name.at(), name.text(), value));
            } else {
                problems.add(name.at(), "a key twice", Found.text(name.text()) + " here and at " + before, "it once");
            }
        }
        return new Yaml.Mapping(at, List.copyOf(entries));
    }

    private Position at(Event event) {
        return position.apply(event.getStartMark().orElse(start()));
    }

    private Refused empty(Position at) {
        return new Refused(at, "the " + document.noun() + " is empty", "nothing", document.least());
    }

    private static Mark start() {
        return new Mark("", 0, 0, 0, new int[0], 0);
    }

    private static Mark mark(String text, int codePoints) {
        int end = text.offsetByCodePoints(0, Math.min(codePoints, text.codePointCount(0, text.length())));
        String before = text.substring(0, end);
        int lineStart = before.lastIndexOf('\n') + 1;
        int line = (int) before.chars().filter(c -> c == '\n').count();
        return new Mark("", codePoints, line, before.codePointCount(lineStart, before.length()), new int[0], 0);
    }

    /** Ends the reading: what follows cannot be understood without it. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Position at;
        private final String what;
        private final String found;
        private final String write;

        Refused(Position at, String what, String found, String write) {
            super(what, null, false, false);
            this.at = at;
            this.what = what;
            this.found = found;
            this.write = write;
        }
    }
}
