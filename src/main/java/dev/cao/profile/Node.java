package dev.cao.profile;

import java.util.List;

/** A value of a YAML or JSON file that knows where it stands. Anchored values are shared, never copied. */
sealed interface Node {
    Place place();

    /** Names the value's kind for a message: "found …". */
    String found();

    /** @param entries in the order of the file, without repeated keys */
    record Mapping(Place place, List<Entry> entries) implements Node {
        public Mapping {
            entries = List.copyOf(entries);
        }

        @Override
        public String found() {
            return "a mapping";
        }
    }

    /** @param place that of the key */
    record Entry(String key, Place place, Node value) {}

    record Sequence(Place place, List<Node> items) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String found() {
            return "a list";
        }
    }

    /** @param text as written, without quotes and escapes */
    record Scalar(Place place, String text, Kind kind) implements Node {
        @Override
        public String found() {
            return switch (kind) {
                case TEXT -> "the text " + Quoted.of(text);
                case INTEGER, DECIMAL -> "the number " + text;
                case BOOLEAN -> text;
                case NOTHING -> "nothing";
            };
        }

        boolean isBlankText() {
            return kind == Kind.TEXT && text.isBlank();
        }

        /**
         * Returns where a part of this text stands: exact where the part is written in the file as it is here, else the
         * start of the text.
         */
        Place within(int from, int to) {
            if (from == text.length() && from > 0) {
                Place last = within(from - 1, from);
                return last.equals(place)
                        ? place
                        : new Place(last.source(), last.line(), last.column() + 1, last.field());
            }
            String part = text.substring(from, to).lines().findFirst().orElse("");
            Source source = place.source();
            int at = source.offset(place.line(), place.column());
            for (int before = -1; !part.isEmpty(); at++) {
                at = source.text().indexOf(part, at);
                before = text.indexOf(part, before + 1);
                if (at < 0 || before < 0 || before > from) {
                    return place;
                }
                if (before == from) {
                    return source.at(at, place.field());
                }
            }
            return place;
        }
    }

    /** What a scalar looks like when nobody says what to expect. YAML's {@code yes}, {@code on}, {@code no} are text. */
    enum Kind {
        TEXT,
        INTEGER,
        DECIMAL,
        BOOLEAN,
        NOTHING
    }
}
