package dev.hone.datasets.parquet;

import java.util.List;

/// A member of a row, or a part of one, as the schema describes it. Its columns stand next to each
/// other.
sealed interface Field {
    String name();

    /// The definition level from which on it is there; below, it or what it is in is null.
    int presentAt();

    int firstColumn();

    /// Behind its last column.
    int endColumn();

    /// @param path with the names of all that it is in, shortened: for people
    record Leaf(
            String name,
            String path,
            int presentAt,
            int deepestRepetition,
            int firstColumn,
            Physical physical,
            int typeLength,
            Meaning meaning)
            implements Field {
        @Override
        public int endColumn() {
            return firstColumn + 1;
        }
    }

    record Struct(String name, int presentAt, int firstColumn, int endColumn, List<Field> members)
            implements Field {
        public Struct {
            members = List.copyOf(members);
        }
    }

    /// @param repetition the level with which another element of the same list begins
    /// @param elementsAt the definition level from which on it has elements
    record Sequence(String name, int presentAt, int repetition, int elementsAt, Field element)
            implements Field {
        @Override
        public int firstColumn() {
            return element.firstColumn();
        }

        @Override
        public int endColumn() {
            return element.endColumn();
        }
    }

    /// Like a list of structs of two members, as which it is stored.
    record Mapping(
            String name, int presentAt, int repetition, int elementsAt, Leaf key, Field value)
            implements Field {
        @Override
        public int firstColumn() {
            return key.firstColumn();
        }

        @Override
        public int endColumn() {
            return value.endColumn();
        }
    }
}
